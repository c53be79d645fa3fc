import { describe, expect, test } from 'vitest';
import type { Measure } from '../../../../lib/language/shown.ts';
import { at, fulfillment, item, span, written } from './shown.ts';

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
    const { quote } = written({ quote: { total, lines: [{ part: 'unit', title: 'all', amount: total }] } });
    expect(quote.price).toEqual({ value, currency: 'INR' });
    expect(quote.breakup).toEqual([
      { title: 'all', item: { descriptor: { name: 'all' }, quantity: undefined }, price: { value, currency: 'INR' } },
    ]);
  });

  test.each([
    ['kWh', 'INR/kWH'],
    ['hour', 'INR/hour'],
  ] as const)('of a %s is written as it is, with the unit after the currency', (per, currency) => {
    const [shown] = written({ items: [{ ...item, price: { rate: '12.5', per } }] }).items;
    expect(shown?.price).toEqual({ value: '12.5', currency });
  });

  test('of a kWh that depends is written from the lowest to the highest', () => {
    const [shown] = written({ items: [{ ...item, price: { rate: '9.5', upTo: '18', per: 'kWh' } }] }).items;
    expect(shown?.price).toEqual({ value: '9.5', currency: 'INR/kWH', minimum_value: '9.5', maximum_value: '18' });
  });

  test('for a thing is an amount, also for an add-on', () => {
    const addOns = [{ id: 'a1', name: 'Tea', amount: 1550 }];
    const [shown] = written({ items: [{ ...item, price: { amount: 1500 }, addOns }] }).items;
    expect(shown?.price).toEqual({ value: '15', currency: 'INR' });
    expect(shown?.add_ons).toEqual([
      { id: 'a1', descriptor: { name: 'Tea' }, price: { value: '15.50', currency: 'INR' } },
    ]);
  });

  test('is in the currency of the order', () => {
    const shown = written({
      currency: 'USD',
      payments: [{ id: 'pay-1', amount: 5900, paid: false, refund: false }],
      cancellationTerms: [{ stage: 'booked', fee: { amount: 1 }, termsUrl: 'https://p1.example/terms' }],
      quote: { total: 1, lines: [{ part: 'unit', title: 'all', amount: 1 }] },
    });
    const text = JSON.stringify([shown.quote, shown.payments, shown.cancellation_terms]);
    expect(text.match(/"currency":"[^"]*"/g)).toEqual(Array.from({ length: 4 }, () => '"currency":"USD"'));
  });
});

describe('quantities', () => {
  const energy = (amount: number): Measure => ({ amount, unit: 'Wh' });

  test.each([
    [4000, '4'],
    [1, '0.001'],
    [1234, '1.234'],
    [12_500, '12.5'],
    [0, '0'],
    [100_000_000, '100000'],
  ])('%i Wh are %s kWh', (wh, value) => {
    const kWh = { measure: { value, unit: 'kWh' } };
    const all = { available: energy(wh), selected: energy(wh), allocated: energy(wh) };
    const line = { part: 'unit', title: 'Energy', amount: 1, quantity: energy(wh) } as const;
    const { items, quote } = written({ items: [{ ...item, ...all }], quote: { total: 1, lines: [line] } });
    expect(items[0]?.quantity).toEqual({ available: kWh, selected: kWh, allocated: kWh });
    expect(quote.breakup[0]?.item.quantity).toEqual({ selected: kWh });
  });

  test.each(['min', 'piece'] as const)('in %s are written as they are', (unit) => {
    const [shown] = written({ items: [{ ...item, selected: { amount: 90, unit } }] }).items;
    expect(shown?.quantity).toEqual({ selected: { measure: { value: '90', unit } } });
  });

  test('that nobody knows are absent', () => {
    expect(written().items[0]?.quantity).toBeUndefined();
    expect(written({ items: [{ ...item, available: energy(1) }] }).items[0]?.quantity).toMatchObject({
      selected: undefined,
      allocated: undefined,
    });
  });
});

describe('times', () => {
  test('are instants in UTC', () => {
    const shown = written({ createdAt: at('09:00'), updatedAt: at('09:30') });
    expect([shown.created_at, shown.updated_at]).toEqual(['2027-03-01T03:30:00.000Z', '2027-03-01T04:00:00.000Z']);
    expect(written()).toMatchObject({ created_at: undefined, updated_at: undefined });
  });

  test('how long a quote is good for is a duration', () => {
    const quote = (ttlMilliseconds?: number) => written({ quote: { total: 1, lines: [], ttlMilliseconds } }).quote;
    expect(quote(15 * 60_000).ttl).toBe('PT15M');
    expect(quote(60_000).ttl).toBe('PT1M');
    expect(quote().ttl).toBeUndefined();
  });

  test('of the window stand at both stops, with when to come and when to be gone', () => {
    const arrival = { start: at('10:00'), end: at('10:10') };
    const departure = { start: at('10:30'), end: at('10:40') };
    const [shown] = written({ fulfillments: [{ ...fulfillment, span, arrival, departure }] }).fulfillments;
    expect(shown?.stops).toEqual([
      {
        type: 'start',
        time: {
          timestamp: '2027-03-01T04:30:00.000Z',
          range: { start: '2027-03-01T04:30:00.000Z', end: '2027-03-01T04:40:00.000Z' },
        },
      },
      {
        type: 'end',
        time: {
          timestamp: '2027-03-01T05:00:00.000Z',
          range: { start: '2027-03-01T05:00:00.000Z', end: '2027-03-01T05:10:00.000Z' },
        },
      },
    ]);
  });

  test('are not written of a place without a window, which has one stop', () => {
    expect(written().fulfillments[0]?.stops).toEqual([{ type: 'start' }]);
  });
});
