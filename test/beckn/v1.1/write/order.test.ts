import { describe, expect, test } from 'vitest';
import { charging } from '../../../../lib/beckn/v1.1/dialects/charging.ts';
import { writeCatalog, writeProvider } from '../../../../lib/beckn/v1.1/write/provider.ts';
import { at, fulfillment, item, span, written } from './shown.ts';

describe('an order', () => {
  test.each([
    ['active', 'ACTIVE'],
    ['complete', 'COMPLETE'],
    ['cancelled', 'CANCELLED'],
    [undefined, undefined],
  ] as const)('that is %s says %s', (status, shown) => {
    expect(written({ status }).status).toBe(shown);
  });

  test('says whether it is a draft', () => {
    expect(written({ draft: true }).type).toBe('DRAFT');
    expect(written({ draft: false }).type).toBe('DEFAULT');
  });

  test('that was cancelled says by whom, when and why', () => {
    const reason = { id: '5', code: 'CANNOT_MAKE_IT', description: 'Cannot make it on time' };
    const by = (who: 'buyer' | 'provider') =>
      written({ cancellation: { by: who, at: at('09:00'), reason } }).cancellation;
    expect(by('buyer')).toEqual({
      cancelled_by: 'CONSUMER',
      time: '2027-03-01T03:30:00.000Z',
      reason: { id: '5', descriptor: { code: 'CANNOT_MAKE_IT', short_desc: 'Cannot make it on time' } },
    });
    expect(by('provider')?.cancelled_by).toBe('PROVIDER');
  });

  test('has terms with a fee in percent or in money', () => {
    const termsUrl = 'https://p1.example/terms';
    const cancellationTerms = [
      { stage: 'charging', fee: { percent: '30' }, termsUrl },
      { stage: 'booked', fee: { amount: 2500 }, termsUrl },
    ];
    const external_ref = { mimetype: 'text/html', url: termsUrl };
    expect(written({ cancellationTerms }).cancellation_terms).toEqual([
      {
        fulfillment_state: { descriptor: { code: 'charging-start' } },
        cancellation_fee: { percentage: '30' },
        external_ref,
      },
      {
        fulfillment_state: { descriptor: { code: 'payment-completed' } },
        cancellation_fee: { amount: { value: '25', currency: 'INR' } },
        external_ref,
      },
    ]);
  });

  test('says until when somebody has to come, and what goes back', () => {
    const termsUrl = 'https://p1.example/terms';
    const order = written({
      cancellationTerms: [{ stage: 'no-show', fee: { amount: 2950 }, termsUrl, by: at('10:10') }],
      refundTerms: [
        { stage: 'booked', isRefunded: true, amount: 2950 },
        { stage: 'faulted', isRefunded: true },
      ],
    });
    expect(order.cancellation_terms).toMatchObject([
      { fulfillment_state: { descriptor: { code: 'no-show' } }, cancel_by: { timestamp: '2027-03-01T04:40:00.000Z' } },
    ]);
    const state = (code: string) => ({ code, descriptor: { code } });
    expect(order.refund_terms).toEqual([
      {
        fulfillment_state: state('payment-completed'),
        refund_eligible: true,
        refund_amount: { value: '29.50', currency: 'INR' },
      },
      { fulfillment_state: state('charger-error'), refund_eligible: true },
    ]);
    expect(written().refund_terms).toBeUndefined();
  });

  test('says of money that came in another currency which one that was', () => {
    const back = { id: 'refund-1', amount: 4000, currency: 'USD', paid: false, refund: true };
    expect(written({ payments: [back] }).payments).toMatchObject([{ params: { amount: '40', currency: 'USD' } }]);
  });

  test('has its payment and what goes back as entries of their own', () => {
    const payments = [
      { id: 'pay-1', url: 'https://pay.example/1', amount: 5900, paid: true, window: span, refund: false },
      { id: 'refund-1', amount: 3400, paid: false, refund: true },
    ];
    const always = { type: 'PRE-ORDER', collected_by: 'BPP' };
    expect(written({ payments }).payments).toEqual([
      {
        ...always,
        id: 'pay-1',
        url: 'https://pay.example/1',
        status: 'PAID',
        params: { amount: '59', currency: 'INR' },
        time: { range: { start: '2027-03-01T04:30:00.000Z', end: '2027-03-01T05:00:00.000Z' } },
      },
      {
        ...always,
        id: 'refund-1',
        status: 'NOT-PAID',
        params: { amount: '34', currency: 'INR' },
        tags: [{ descriptor: { code: 'refund' }, list: [{ descriptor: { code: 'refund' }, value: 'true' }] }],
      },
    ]);
  });

  test('says what the buyer platform collects, and gives back', () => {
    const payments = [
      { id: 'pay-1', collectedBy: 'buyer', transactionId: 'txn-7', amount: 5900, paid: true, refund: false },
      { id: 'refund-1', collectedBy: 'buyer', amount: 3400, paid: false, refund: true },
    ] as const;
    expect(written({ payments }).payments).toMatchObject([
      {
        collected_by: 'BAP',
        url: undefined,
        status: 'PAID',
        params: { transaction_id: 'txn-7', amount: '59', currency: 'INR' },
      },
      { collected_by: 'BAP', status: 'NOT-PAID', params: { amount: '34' }, tags: [{ descriptor: { code: 'refund' } }] },
    ]);
  });

  test('says to whom the bill goes', () => {
    const billing = {
      name: 'Asha',
      email: 'asha@example.org',
      phone: '+91-9000000001',
      address: 'Pune',
      taxId: 'GST1',
    };
    const { taxId: tax_id, ...others } = billing;
    expect(written({ billing }).billing).toEqual({ ...others, tax_id });
    expect(written().billing).toBeUndefined();
  });
});

describe('a fulfillment', () => {
  const shown = (more: object) => written({ fulfillments: [{ ...fulfillment, ...more }] }).fulfillments[0];

  test('says where it stands, what it is and for whom', () => {
    const own = { ...fulfillment.own, phase: 'charging', connectorType: 'CCS2', vehicle: { make: 'Mira' } };
    const customer = { name: 'Asha', phone: '+91-9000000001' };
    const headline = 'vehicle 65% charged';
    expect(shown({ own, headline, updatedAt: at('10:05'), customer, tracking: true })).toMatchObject({
      state: {
        descriptor: { code: 'charging-started', name: headline },
        updated_at: '2027-03-01T04:35:00.000Z',
      },
      tracking: true,
      customer: { person: { name: 'Asha' }, contact: { phone: '+91-9000000001' } },
      vehicle: { make: 'Mira' },
      tags: [
        {
          descriptor: { name: 'Charging Point Specifications', code: 'charging-point-specifications' },
          list: [
            { descriptor: { name: 'Connector type', code: 'connector-type' }, value: 'CCS2' },
            { descriptor: { name: 'Availability', code: 'availability' }, value: 'Available' },
          ],
          display: true,
        },
      ],
    });
  });

  test('that is only offered stands nowhere and is for nobody', () => {
    expect(shown({})).toMatchObject({ state: undefined, customer: undefined, vehicle: undefined, tracking: undefined });
  });

  test.each([
    [{ name: 'Asha' }, { person: { name: 'Asha' } }],
    [{ email: 'asha@example.org' }, { contact: { email: 'asha@example.org' } }],
    [{}, {}],
  ])('of the customer %o says no more than is known', (customer, known) => {
    expect(shown({ customer })?.customer).toEqual(known);
  });

  test.each([
    [{ id: 'l1' }, { id: 'l1' }],
    [{ gps: { lat: 12.9, lon: 77.6 } }, { gps: '12.9,77.6' }],
    [{ mapUrl: 'https://maps.example/1' }, { map_url: 'https://maps.example/1' }],
    [{ address: '12 River Road' }, { address: '12 River Road' }],
    [
      { area: { center: { lat: 12.9, lon: 77.6 }, radiusMeters: 12_500 } },
      { circle: { gps: '12.9,77.6', radius: { value: '12.5', unit: 'km' } } },
    ],
    [{ id: undefined, gps: undefined }, undefined],
    [undefined, undefined],
  ])('has the place %o only where something is known of it', (place, location) => {
    expect(shown({ place })?.stops[0]).toHaveProperty('location', location);
  });
});

describe('a provider', () => {
  const shown = (more: object) => writeProvider<'ev-charging'>({ id: 'p1', words: {}, ...more }, charging);

  test('without images has none, and none of what it did not say', () => {
    expect(shown({ words: { name: 'V', images: [] } }).descriptor).toEqual({ name: 'V' });
    expect(shown({ words: { images: ['https://p1.example/logo.png'] } }).descriptor).toEqual({
      images: [{ url: 'https://p1.example/logo.png' }],
    });
    expect(JSON.parse(JSON.stringify(shown({})))).toEqual({ id: 'p1', descriptor: {} });
  });

  test('is written with what it sells and where', () => {
    const all = {
      categories: [{ id: '1', words: { code: 'green-tariff' } }],
      locations: [{ id: 'l1', gps: { lat: 12.9, lon: 77.6 } }],
      items: [item],
      fulfillments: [fulfillment],
    };
    expect(shown(all)).toMatchObject({
      categories: [{ id: '1', descriptor: { code: 'green-tariff' } }],
      locations: [{ id: 'l1', gps: '12.9,77.6' }],
      items: [{ id: 'i1' }],
      fulfillments: [{ id: 'f1' }],
    });
  });

  test('stands in the catalogue beside those of other businesses', () => {
    const found = (id: string) => ({ business: 'ev-charging', providers: [{ id, words: {} }] }) as const;
    expect(writeCatalog([found('p1'), found('p2')])).toMatchObject({
      descriptor: { name: 'Beckn Energy' },
      providers: [{ id: 'p1' }, { id: 'p2' }],
    });
    expect(writeCatalog([]).providers).toEqual([]);
  });
});
