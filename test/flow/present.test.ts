import { describe, expect, test } from 'vitest';
import { domains } from '../../lib/domain/domains.ts';
import type { FulfillmentView, ItemView, OrderView } from '../../lib/language/shown.ts';
import { presentOrder, presentProvider, showOrder } from '../../lib/flow/present.ts';

const at = (time: string) => Date.parse(`2027-03-01T${time}:00+05:30`);
const span = { start: at('10:00'), end: at('10:30') };

const item: ItemView = { id: 'i1', words: { code: 'energy' }, price: { rate: '12.5', unit: 'kWH' }, currency: 'INR' };
const fulfillment: FulfillmentView = { id: 'f1', type: 'CHARGING', facts: [] };

const view = (more: Partial<OrderView> = {}): OrderView => ({
  draft: false,
  currency: 'INR',
  provider: { id: 'p1', words: { name: 'Voltgrid' } },
  items: [item],
  fulfillment,
  quote: { total: 5900, lines: [] },
  payments: [],
  cancellationTerms: [],
  ...more,
});

describe('money', () => {
  test.each([
    [0, '0'],
    [-0, '0'],
    [1, '0.01'],
    [50, '0.50'],
    [5900, '59'],
    [5905, '59.05'],
    [-1250, '-12.50'],
    [-800, '-8'],
    [123_456_789_012, '1234567890.12'],
  ])('of %i in the smallest unit is written %s', (total, value) => {
    const { quote } = presentOrder(view({ quote: { total, lines: [{ title: 'all', amount: total }] } }));
    expect(quote?.price).toEqual({ value, currency: 'INR' });
    expect(quote?.lines).toEqual([{ title: 'all', price: { value, currency: 'INR' }, quantity: undefined }]);
  });

  test('a price of a unit is written as it is, with the unit after the currency', () => {
    expect(presentOrder(view()).items[0]?.price).toEqual({ value: '12.5', currency: 'INR/kWH' });
  });

  test('a price of a thing is an amount, also of an add-on', () => {
    const addOns = [{ id: 'a1', name: 'Tea', amount: 1550 }];
    const [shown] = presentOrder(view({ items: [{ ...item, price: { amount: 1500 }, addOns }] })).items;
    expect(shown?.price).toEqual({ value: '15', currency: 'INR' });
    expect(shown?.addOns).toEqual([{ id: 'a1', name: 'Tea', price: { value: '15.50', currency: 'INR' } }]);
  });

  test('is in the currency of the order', () => {
    const payment = { id: 'pay-1', amount: 5900, paid: false, refund: false };
    const shown = presentOrder(view({ currency: 'USD', payments: [payment] }));
    expect([shown.quote?.price.currency, shown.payments?.[0]?.amount.currency]).toEqual(['USD', 'USD']);
  });
});

describe('quantities', () => {
  test.each([
    [4000, '4'],
    [1, '0.001'],
    [1234, '1.234'],
    [12_500, '12.5'],
    [0, '0'],
    [100_000_000, '100000'],
  ])('%i Wh are %s kWh', (wh, value) => {
    const kWh = { value, unit: 'kWh' };
    const [shown] = presentOrder(
      view({ items: [{ ...item, availableWh: wh, selectedWh: wh, deliveredWh: wh }] }),
    ).items;
    expect(shown).toMatchObject({ available: kWh, selected: kWh, allocated: kWh });
    const { quote } = presentOrder(view({ quote: { total: 1, lines: [{ title: 'Energy', amount: 1, wh }] } }));
    expect(quote?.lines[0]?.quantity).toEqual(kWh);
  });

  test('that nobody knows are absent', () => {
    expect(presentOrder(view()).items[0]).toMatchObject({
      available: undefined,
      selected: undefined,
      allocated: undefined,
    });
  });
});

describe('times', () => {
  test('are instants in UTC', () => {
    const shown = presentOrder(view({ createdAt: at('09:00'), updatedAt: at('09:30') }));
    expect([shown.createdAt, shown.updatedAt]).toEqual(['2027-03-01T03:30:00.000Z', '2027-03-01T04:00:00.000Z']);
    expect(presentOrder(view())).toMatchObject({ createdAt: undefined, updatedAt: undefined });
  });

  test('how long a quote is good for is a duration', () => {
    const quote = (ttlMilliseconds?: number) =>
      presentOrder(view({ quote: { total: 1, lines: [], ttlMilliseconds } })).quote;
    expect(quote(15 * 60_000)?.ttl).toBe('PT15M');
    expect(quote(60_000)?.ttl).toBe('PT1M');
    expect(quote()?.ttl).toBeUndefined();
  });

  test('the window stands at both stops, with when to come and when to be gone', () => {
    const arrival = { start: at('10:00'), end: at('10:10') };
    const departure = { start: at('10:30'), end: at('10:40') };
    const [shown] = presentOrder(view({ fulfillment: { ...fulfillment, span, arrival, departure } })).fulfillments;
    expect(shown?.stops).toMatchObject([
      {
        type: 'start',
        at: '2027-03-01T04:30:00.000Z',
        range: { start: '2027-03-01T04:30:00.000Z', end: '2027-03-01T04:40:00.000Z' },
      },
      {
        type: 'end',
        at: '2027-03-01T05:00:00.000Z',
        range: { start: '2027-03-01T05:00:00.000Z', end: '2027-03-01T05:10:00.000Z' },
      },
    ]);
  });

  test('a place without a window has one stop', () => {
    expect(presentOrder(view()).fulfillments[0]?.stops).toMatchObject([
      { type: 'start', at: undefined, range: undefined },
    ]);
  });
});

describe('an order', () => {
  test.each([
    ['active', 'ACTIVE'],
    ['complete', 'COMPLETE'],
    ['cancelled', 'CANCELLED'],
    [undefined, undefined],
  ] as const)('that is %s says %s', (status, shown) => {
    expect(presentOrder(view({ status })).status).toBe(shown);
  });

  test('says whether it is a draft', () => {
    expect(presentOrder(view({ draft: true })).type).toBe('DRAFT');
    expect(presentOrder(view({ draft: false })).type).toBe('DEFAULT');
  });

  test('that was cancelled says by whom, when and why', () => {
    const reason = { id: '5', code: 'CANNOT_MAKE_IT', description: 'Cannot make it on time' };
    const by = (who: 'buyer' | 'provider') =>
      presentOrder(view({ cancellation: { by: who, at: at('09:00'), reason } })).cancellation;
    expect(by('buyer')).toEqual({ by: 'CONSUMER', at: '2027-03-01T03:30:00.000Z', reason });
    expect(by('provider')?.by).toBe('PROVIDER');
  });

  test('has terms with a fee in percent or in money', () => {
    const termsUrl = 'https://p1.example/terms';
    const cancellationTerms = [
      { stateCode: 'charging-start', fee: { percent: '30' }, termsUrl },
      { stateCode: 'payment-completed', fee: { amount: 2500 }, termsUrl },
    ];
    expect(presentOrder(view({ cancellationTerms })).cancellationTerms).toEqual([
      { stateCode: 'charging-start', fee: { percentage: '30' }, termsUrl },
      { stateCode: 'payment-completed', fee: { amount: { value: '25', currency: 'INR' } }, termsUrl },
    ]);
  });

  test('has its payment and what goes back as entries of their own', () => {
    const payments = [
      { id: 'pay-1', url: 'https://pay.example/1', amount: 5900, paid: true, window: span, refund: false },
      { id: 'refund-1', amount: 3400, paid: false, refund: true },
    ];
    const ours = { type: 'PRE-ORDER', collectedBy: 'BPP' };
    expect(presentOrder(view({ payments })).payments).toEqual([
      {
        ...ours,
        id: 'pay-1',
        url: 'https://pay.example/1',
        amount: { value: '59', currency: 'INR' },
        paid: true,
        window: { start: '2027-03-01T04:30:00.000Z', end: '2027-03-01T05:00:00.000Z' },
        refund: false,
      },
      { ...ours, id: 'refund-1', amount: { value: '34', currency: 'INR' }, paid: false, refund: true },
    ]);
  });

  test('says where its fulfillment stands, what it is and for whom', () => {
    const customer = { name: 'Asha', phone: '+91-9000000001' };
    const state = { code: 'charging-started', name: 'vehicle 65% charged', updatedAt: at('10:05') };
    const facts = [{ name: 'Connector type', code: 'connector-type', value: 'CCS2' }];
    const [shown] = presentOrder(
      view({ fulfillment: { ...fulfillment, state, customer, facts, tracking: true } }),
    ).fulfillments;
    expect(shown).toMatchObject({
      tracking: true,
      customer,
      state: { ...state, updatedAt: '2027-03-01T04:35:00.000Z' },
    });
    expect(shown?.tags).toEqual([
      {
        descriptor: { name: 'Charging Point Specifications', code: 'charging-point-specifications' },
        list: [{ descriptor: { name: 'Connector type', code: 'connector-type' }, value: 'CCS2' }],
        display: true,
      },
    ]);
    expect(presentOrder(view()).fulfillments[0]?.tags).toEqual([]);
  });

  test.each([
    [{ gps: { lat: 12.9, lon: 77.6 } }, true],
    [{ mapUrl: 'https://maps.example/1' }, true],
    [{ id: undefined, gps: undefined }, false],
    [undefined, false],
  ])('has the place %o only where something is known of it', (place, isThere) => {
    const [stop] = presentOrder(view({ fulfillment: { ...fulfillment, place } })).fulfillments[0]?.stops ?? [];
    expect(stop?.location).toEqual(isThere ? place : undefined);
  });

  test('that nobody made cannot be shown', () => {
    expect(() => showOrder(domains['ev-charging'].replay([]))).toThrow('there is no order to show');
  });
});

test('a provider without images has none, and none of what it did not say', () => {
  const images = ['https://p1.example/logo.png'];
  expect(presentProvider({ id: 'p1', words: { name: 'V', images: [] } }).descriptor).toEqual({ name: 'V' });
  expect(presentProvider({ id: 'p1', words: { images } }).descriptor).toEqual({ images });
  const shown = presentProvider({
    id: 'p1',
    words: {},
    categories: [{ id: '1', words: { code: 'green-tariff' } }],
    items: [item],
    fulfillments: [fulfillment],
  });
  expect(shown).toMatchObject({
    categories: [{ id: '1', descriptor: { code: 'green-tariff' } }],
    items: [{ id: 'i1' }],
    fulfillments: [{ id: 'f1' }],
  });
});
