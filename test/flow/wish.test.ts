import { describe, expect, test } from 'vitest';
import type { Intent, Moment, RequestedOrder, Window } from '../../lib/beckn/message.ts';
import { offeredBy, partyIn, queryIn, wishIn } from '../../lib/flow/wish.ts';

/** Half past nine in the morning in India, still Saturday in London. */
const AT = Date.parse('2026-11-22T04:00:00Z');

const order = (more: Partial<RequestedOrder> = {}): RequestedOrder => ({ items: [], fulfillments: [], ...more });
const within = (window?: Window, at = AT) => wishIn(order({ fulfillments: [{ window, tags: [] }] }), at).span;
const time = (milliseconds: number | undefined) => milliseconds && new Date(milliseconds).toISOString();

describe('a wish', () => {
  test('is what is wanted of whom, in the words of the domains', () => {
    const label = { code: 'connector-type', value: 'CCS2' };
    const said = order({
      providerId: 'p1',
      items: [{ id: 'i1', quantity: { value: '4', unit: 'kWh' }, addOnIds: ['a1'], tags: [label] }],
      fulfillments: [{ id: 'f1', type: 'CHARGING', tags: [label] }],
    });
    expect(wishIn(said, AT)).toEqual({
      providerId: 'p1',
      items: [{ id: 'i1', quantity: { value: '4', unit: 'kWh' }, addOnIds: ['a1'], labels: [label] }],
      fulfillmentId: 'f1',
      fulfillmentType: 'CHARGING',
      span: undefined,
      labels: [label],
    });
  });

  test('may say nothing at all', () => {
    expect(wishIn(order(), AT)).toEqual({ items: [], labels: [] });
  });

  test('is for whom the order says, also where it says little', () => {
    const customer = { name: 'Asha', phone: '+91-9000000001' };
    const vehicle = { make: 'Tata' };
    const billing = { name: 'Asha', taxId: 'GST1' };
    expect(partyIn(order({ billing, fulfillments: [{ customer, vehicle, tags: [] }] }))).toEqual({
      billing,
      customer,
      vehicle,
    });
    expect(partyIn(order())).toEqual({});
  });
});

describe('a moment', () => {
  const moment = (start: Moment, at = AT) => time(within({ start }, at)?.start);

  test('that is an instant is that instant', () => {
    expect(moment({ instant: '2026-11-22T10:00:00+05:30' })).toBe('2026-11-22T04:30:00.000Z');
  });

  test('that is a time of day is one of today in India', () => {
    expect(moment({ localTime: '10:00' })).toBe('2026-11-22T04:30:00.000Z');
    expect(moment({ localTime: '00:00' })).toBe('2026-11-21T18:30:00.000Z');
    expect(moment({ localTime: '23:59' })).toBe('2026-11-22T18:29:00.000Z');
  });

  test.each([
    ['2026-11-21T18:29:59.999Z', '2026-11-21T04:30:00.000Z'],
    ['2026-11-21T18:30:00.000Z', '2026-11-22T04:30:00.000Z'],
    ['2026-12-31T20:00:00.000Z', '2027-01-01T04:30:00.000Z'],
  ])('at %s, 10:00 of today is %s', (now, today) => {
    expect(moment({ localTime: '10:00' }, Date.parse(now))).toBe(today);
  });
});

describe('a window', () => {
  test('has the ends that were named', () => {
    const end = { instant: '2026-11-22T05:00:00Z' };
    expect(within({ end })).toEqual({ start: undefined, end: Date.parse(end.instant) });
    expect(within({})).toEqual({ start: undefined, end: undefined });
    expect(within()).toBeUndefined();
  });

  test('may be two times of one day', () => {
    const span = within({ start: { localTime: '10:00' }, end: { localTime: '10:45' } });
    expect([time(span?.start), time(span?.end)]).toEqual(['2026-11-22T04:30:00.000Z', '2026-11-22T05:15:00.000Z']);
  });

  test('of two times of day may reach into the next day', () => {
    const span = within({ start: { localTime: '23:30' }, end: { localTime: '00:30' } });
    expect(time(span?.end)).toBe('2026-11-22T19:00:00.000Z');
  });

  test('ends on the day on which it begins, where its end is a time of day', () => {
    const span = within({ start: { instant: '2026-11-23T10:00:00+05:30' }, end: { localTime: '10:45' } });
    expect(time(span?.end)).toBe('2026-11-23T05:15:00.000Z');
  });
});

describe('a query', () => {
  const intent: Intent = { tags: [] };

  test('is what is looked for, in the words of the domains', () => {
    const tag = { code: 'connector-type', value: 'CCS2' };
    const said: Intent = {
      text: 'fast',
      provider: { name: 'Voltgrid' },
      quantity: { value: '4', unit: 'kWh' },
      fulfillmentType: 'CHARGING',
      near: { center: { lat: 12.9, lon: 77.6 }, radiusMeters: 5000 },
      window: { start: { localTime: '10:00' }, end: { localTime: '11:00' } },
      tags: [tag],
    };
    expect(queryIn(said, AT)).toEqual({
      text: 'fast',
      provider: { name: 'Voltgrid' },
      amount: { value: '4', unit: 'kWh' },
      fulfillmentType: 'CHARGING',
      near: { lat: 12.9, lon: 77.6, radiusMeters: 5000 },
      span: { start: Date.parse('2026-11-22T04:30:00Z'), end: Date.parse('2026-11-22T05:30:00Z') },
      labels: [tag],
    });
  });

  test('names a time only with both its ends', () => {
    expect(queryIn({ ...intent, window: { start: { localTime: '10:00' } } }, AT).span).toBeUndefined();
    expect(queryIn({ ...intent, window: { end: { localTime: '10:00' } } }, AT).span).toBeUndefined();
    expect(queryIn(intent, AT)).toEqual({ labels: [] });
  });
});

describe('what a provider offers', () => {
  const catalogues = { providers: async (domain: string) => [null, 'odd', { id: 'p1', domain }, { id: 'p2', domain }] };

  test('is its entry in the catalogue of the domain', async () => {
    expect(await offeredBy('p2', 'ev-charging', catalogues)).toEqual({ id: 'p2', domain: 'ev-charging' });
  });

  test('is nothing where there is no such provider', async () => {
    expect(await offeredBy('p3', 'ev-charging', catalogues)).toBeUndefined();
  });
});
