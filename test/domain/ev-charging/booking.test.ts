import { describe, expect, test } from 'vitest';
import type { WantedCharging } from '../../../lib/language/charging.ts';
import {
  CASE,
  command,
  confirm,
  given,
  granted,
  HOUR,
  init,
  MINUTE,
  NINE,
  pay,
  provider,
  select,
  stages,
  when,
  wish,
  within,
} from './given.ts';

const span = { start: NINE + HOUR, end: NINE + 2 * HOUR };
const inTheWindow = {
  at: NINE,
  buyerId: 'b',
  wish: wish({ value: '4', unit: 'kWh' }, { window: within(span) }),
  wanted: {},
};

describe('select', () => {
  test('asks for the offer of the provider that is named', () => {
    expect(when(given(), command('Select', inTheWindow)).needs).toEqual({ kind: 'offer', providerId: provider.id });
  });

  test('asks which connectors are free before it promises one', () => {
    expect(when(given(), command('Select', inTheWindow, { offer: provider })).needs).toEqual({
      kind: 'free',
      resources: ['ev-charging#voltgrid.example#f1', 'ev-charging#voltgrid.example#f2'],
      span,
      enough: 1,
    });
  });

  test('takes the first connector that is free, at its own price', () => {
    const free = ['ev-charging#voltgrid.example#f2'];
    const { after } = when(given(), command('Select', inTheWindow, { offer: provider, free }));
    expect(after.stage === 'quoted' && after.terms.offer.fulfillment.id).toBe('f2');
    expect(after.stage === 'quoted' && after.terms.quote.lines[0]).toMatchObject({ part: 'unit', amount: 7200 });
  });

  test('refuses a window in which all are taken', () => {
    expect(when(given(), command('Select', inTheWindow, { offer: provider, free: [] })).refused).toBe('unavailable');
  });

  test('names only some of many connectors that are taken', () => {
    const fulfillments = Array.from({ length: 8 }, (_, index) => ({
      ...provider.fulfillments[0],
      id: `f${index + 1}`,
    }));
    const [item] = provider.items;
    const items = [{ ...item, id: 'i1', fulfillmentIds: fulfillments.map(({ id }) => id) }];
    const asked = command(
      'Select',
      { at: NINE, buyerId: 'b', wish: wish({ value: '4', unit: 'kWh' }), wanted: {} },
      { offer: { ...provider, fulfillments, items }, free: [] },
    );
    expect(when(given(), asked).words).toContain(
      'taken for this window: connector f1, connector f2, connector f3, connector f4, connector f5, 3 more;',
    );
  });

  test('finds connectors by charger type, connector type and power', () => {
    const typed = (wanted: WantedCharging) => {
      const { after, refused } = when(given(), select(NINE, undefined, {}, wanted));
      return refused ?? (after.stage === 'quoted' ? after.terms.offer.fulfillment.id : '');
    };
    expect(typed({ chargerType: 'dc' })).toBe('f2');
    expect(typed({ connectorType: 'ccs-2' })).toBe('f2');
    expect(typed({ connectorType: 'CHAdeMO' })).toBe('fulfillment-unknown');
    expect(typed({ power: 'greater than 50kW' })).toBe('f2');
    expect(typed({ power: 'greater than 60kW' })).toBe('fulfillment-unknown');
  });

  test('books a window of a start and a duration', () => {
    const window = { ...within({ start: span.start }), milliseconds: 45 * MINUTE };
    const { after } = when(given(), select(NINE, undefined, { window }));
    expect(after).toMatchObject({
      terms: { span: { start: span.start, end: span.start + 45 * MINUTE }, reserved: true },
    });
  });

  test.each([
    ['14 minutes long', { start: NINE + HOUR, end: NINE + HOUR + 14 * MINUTE }],
    ['12 hours and a minute long', { start: NINE + HOUR, end: NINE + 13 * HOUR + MINUTE }],
    ['backwards', { start: NINE + 2 * HOUR, end: NINE + HOUR }],
    ['in the past', { start: NINE - HOUR, end: NINE }],
    ['31 days ahead', { start: NINE + 31 * 24 * HOUR, end: NINE + 31 * 24 * HOUR + HOUR }],
    ['without an end', { start: NINE + HOUR }],
  ])('refuses a window %s', (_, asked) => {
    expect(when(given(), select(NINE, undefined, { window: within(asked) })).refused).toBe('not-allowed');
  });

  test.each([
    ['0', 'kWh', 'unavailable'],
    ['81', 'kWh', 'unavailable'],
    ['4', 'litres', 'unavailable'],
    ['30', 'EUR', 'unavailable'],
    ['4', 'constructor', 'unavailable'],
    ['4', '__proto__', 'unavailable'],
  ])('refuses %s %s', (value, unit, reason) => {
    expect(when(given(), select(NINE, { value, unit })).refused).toBe(reason);
  });

  test.each([
    ['999', 'Wh', 'not-allowed'],
    ['0.5', 'kWh', 'not-allowed'],
    ['19.99', 'INR', 'not-allowed'],
    ['1', 'min', 'not-allowed'],
    ['1', 'kWh', undefined],
    ['60', 'INR', undefined],
  ])('sells no less than the minimum of an item: %s %s', (value, unit, reason) => {
    const items = provider.items.map((item) => ({ ...item, minimumWh: 1000 }));
    const swap = command(
      'Select',
      {
        at: NINE,
        buyerId: 'b',
        wanted: {},
        wish: { ...wish(), items: [{ id: 'i2', quantity: { value, unit }, addOnIds: [], labels: [] }] },
      },
      { ...granted, offer: { ...provider, items } },
    );
    expect(when(given(), swap).refused).toBe(reason);
  });

  test('sells time as the energy that the charger delivers in it', () => {
    const { after } = when(given(), select(NINE, { value: '30', unit: 'min' }, { id: 'f1' }));
    expect(after.stage === 'quoted' && after.terms.wh).toBe(10_000);
  });

  test.each([
    [{ providerId: 'nobody.example' }, undefined, 'provider-unknown'],
    [{ items: [{ id: 'i9', addOnIds: [], labels: [] }] }, provider, 'item-unknown'],
    [{ items: [{ id: 'i1', addOnIds: ['a9'], labels: [] }] }, provider, 'add-on-unknown'],
    [{ fulfillments: [{ id: 'f9', labels: [] }] }, provider, 'fulfillment-unknown'],
    [
      {
        items: [
          { id: 'i1', addOnIds: [], labels: [] },
          { id: 'i2', addOnIds: [], labels: [] },
        ],
      },
      provider,
      'not-allowed',
    ],
  ])('refuses what the catalogue does not have: %j', (asked, offer, reason) => {
    const said = { ...inTheWindow, wish: { ...wish(), ...asked } };
    const step = command('Select', said, { ...granted, offer });
    expect(when(given(), step).refused).toBe(reason);
  });

  test('charges no reservation to who comes at once, and one to who asks for a window', () => {
    const lines = (more: object) => {
      const { after } = when(given(), select(NINE, undefined, more));
      return after.stage === 'quoted' ? after.terms.quote.lines.map(({ part }) => part) : [];
    };
    expect(lines({})).toEqual(['unit', 'tax']);
    expect(lines({ window: within(span) })).toEqual(['unit', 'reservation', 'tax']);
  });
});

describe('init', () => {
  test('holds the connector for the payment window, then asks for a payment of the exact quote', () => {
    const { needs } = when(stages.quoted(), { ...init(), outside: { offer: provider } });
    expect(needs).toMatchObject({
      kind: 'hold',
      resource: 'ev-charging#voltgrid.example#f1',
      until: NINE + 16 * MINUTE,
    });
    expect(when(stages.quoted(), { ...init(), outside: { offer: provider, hold: 'held' } }).needs).toMatchObject({
      kind: 'payment-link',
      providerId: provider.id,
      amount: 5900,
    });
  });

  test.each([
    ['taken', 'unavailable'],
    ['too-many-of-buyer', 'not-allowed'],
    ['too-many-of-contact', 'not-allowed'],
  ] as const)('is refused when the hold is %s', (hold, reason) => {
    expect(when(stages.quoted(), { ...init(), outside: { offer: provider, hold } }).refused).toBe(reason);
  });

  test('needs a quote that has not expired', () => {
    expect(when(stages.quoted(), init(NINE + 15 * MINUTE)).refused).toBeUndefined();
    expect(when(stages.quoted(), init(NINE + 15 * MINUTE + 1)).refused).toBe('expired');
  });

  test('that names another provider has nothing of the one that was selected', () => {
    const other = { ...provider, id: 'other.example', items: provider.items.map((item) => ({ ...item, rate: '20' })) };
    const said = { ...wish({ value: '4', unit: 'kWh' }), providerId: other.id };
    const outside = { ...granted, offer: other, free: ['ev-charging#other.example#f1'] };
    const { after } = when(stages.quoted(), { ...init(), wish: said, outside });
    expect(after).toMatchObject({ terms: { offer: { provider: { id: other.id }, item: { rate: '20' } } } });
  });

  test('may come without a selection when it says how much', () => {
    const said = { ...init(NINE), wish: wish({ value: '2', unit: 'kWh' }, { id: 'f1' }) };
    expect(when(given(), said).types).toEqual(['OrderInitiated']);
  });

  test('needs somebody who can be reached', () => {
    const nobody = command(
      'Initiate',
      { at: NINE + MINUTE, buyerId: 'b', wish: wish(), wanted: {}, party: { billing: { name: 'A' } } },
      granted,
    );
    expect(when(stages.quoted(), nobody).refused).toBe('not-allowed');
  });

  test('keeps the price that was quoted when the catalogue has changed since', () => {
    const dearer = { ...provider, items: provider.items.map((item) => ({ ...item, rate: '99' })) };
    const { after } = when(stages.quoted(), { ...init(), outside: { ...granted, offer: dearer } });
    expect(after.stage === 'initiated' && after.purse.due.amount).toBe(5900);
  });

  test('a new selection before the payment lets the old connector go', () => {
    const { events } = when(stages.initiated(), select(NINE + 2 * MINUTE, undefined, { id: 'f2' }));
    expect(events[0]).toMatchObject({ type: 'OrderQuoted', replaced: 'ev-charging#voltgrid.example#f1' });
  });
});

describe('payment', () => {
  test('the buyer cannot confirm what is not paid, whatever he says', () => {
    expect(when(stages.initiated(), confirm()).refused).toBe('not-paid');
  });

  test('a confirm that overtakes the report of its payment is believed by the provider, not by the buyer', () => {
    const asked = { ...confirm(), outside: {} };
    expect(when(stages.initiated(), asked).needs).toEqual({
      kind: 'payment-status',
      providerId: provider.id,
      paymentId: `pay-${CASE}-1-5900`,
    });
    const paid = { ...confirm(), outside: { ...granted, 'payment-status': 'paid' as const } };
    expect(when(stages.initiated(), paid).types).toEqual(['PaymentCompleted', 'OrderConfirmed']);
  });

  test('after the hold has ended a confirm is too late', () => {
    expect(when(stages.initiated(), confirm(NINE + 16 * MINUTE)).refused).toBe('expired');
  });

  test('the hold lapses when the payment window ends unpaid, and money that comes later goes back', () => {
    const due = NINE + 16 * MINUTE;
    const { after } = when(stages.initiated(), command('Elapse', { at: due, purpose: 'payment', due }, granted));
    expect(after.stage === 'cancelled' && after.cancellation.reason.id).toBe('payment_timeout');
    const late = when(after, pay(due + MINUTE, 5900));
    expect(late.types).toEqual(['StrayPaymentReceived']);
    expect(late.effects).toMatchObject([
      { kind: 'call', call: { kind: 'refund', providerId: provider.id, amount: 5900 } },
      { kind: 'release', round: 1 },
    ]);
    expect(when(late.after, pay(due + 2 * MINUTE, 5900)).types).toEqual([]);
    expect(when(after, confirm(due + MINUTE)).refused).toBe('expired');
  });

  test('a payment made in the last moment counts although its report is late', () => {
    const due = NINE + 16 * MINUTE;
    const elapse = command('Elapse', { at: due, purpose: 'payment', due }, { ...granted, 'payment-status': 'paid' });
    expect(when(stages.initiated(), elapse).types).toEqual(['PaymentCompleted']);
  });

  test('another amount than was asked for is no payment, and goes back', () => {
    expect(when(stages.initiated(), pay(NINE + 2 * MINUTE, 5899)).types).toEqual(['StrayPaymentReceived']);
  });

  test('a paid order that nobody confirms is cancelled with all money back', () => {
    const due = NINE + 17 * MINUTE;
    const { after } = when(stages.paid(), command('Elapse', { at: due, purpose: 'confirmation', due }, granted));
    expect(after.stage === 'cancelled' && after.purse.settled?.refund?.amount).toBe(5900);
  });

  test('a declined payment is told and leaves the hold until its window ends', () => {
    const declined = command('ReportPayment', {
      at: NINE + 2 * MINUTE,
      paymentId: `pay-${CASE}-1-5900`,
      outcome: 'declined',
      amount: 5900,
    });
    const { types, after } = when(stages.initiated(), declined);
    expect(types).toEqual(['PaymentDeclined']);
    expect(when(after, confirm()).refused).toBe('not-paid');
  });

  test('a deadline that no longer matters does nothing', () => {
    const due = NINE + 16 * MINUTE;
    expect(when(stages.booked(), command('Elapse', { at: due, purpose: 'payment', due }, granted)).types).toEqual([]);
  });
});
