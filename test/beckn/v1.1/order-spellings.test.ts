import { describe, expect, it } from 'vitest';
import type { Action } from '../../../lib/beckn/actions.ts';
import { decode } from '../../../lib/beckn/codec.ts';
import { fixture, sentAt, withValue } from '../requests.ts';

/** The request of a fixture with one value written in another way. */
const reading = (action: Action, path: string, value: unknown, name: string = action) =>
  decode(action, withValue(fixture(name), path, value), sentAt);

/** The request of a fixture with another message. */
const message = (action: Action, value: unknown) => reading(action, 'message', value);

describe('an order', () => {
  it.each(['provider', 'providers'])('names its provider in `%s`, as an object or in an array', (key) => {
    const order = { ...Object(fixture('select').message.order), provider: undefined };
    for (const value of [{ id: 'p-1' }, [{ id: 'p-1' }]])
      expect(message('select', { order: { ...order, [key]: value } })).toHaveProperty('order.providerId', 'p-1');
  });

  it('names locations at its provider, its items and its stops', () => {
    const order = {
      provider: { id: 'p-1', locations: [{ id: 'l-1' }, { gps: '12.9,77.5' }] },
      items: [{ id: 'dc-fast', location_ids: ['l-1', 'l-2'] }],
      fulfillments: [{ stops: [{ location: { id: 'l-3', gps: '12.9,77.5' } }, { location: { id: 4 } }] }],
    };
    expect(message('select', { order })).toMatchObject({
      order: {
        locationIds: ['l-1'],
        items: [{ locationIds: ['l-1', 'l-2'] }],
        fulfillments: [{ locationIds: ['l-3', '4'] }],
      },
    });
  });

  it('may name offers', () => {
    const order = { provider: { id: 'p-1' }, items: [{ id: 'i' }] };
    const offers = [{ id: 'partner' }, { descriptor: { name: 'nothing' } }];
    expect(message('select', { order: { ...order, offers } })).toHaveProperty('order.offerIds', ['partner']);
    expect(message('select', { order })).toHaveProperty('order.offerIds', undefined);
  });

  it('names no location where it only says a position', () => {
    const stops = [{ type: 'start', location: { gps: '12.9,77.5' } }];
    expect(
      message('select', { order: { provider: { id: 'p-1' }, items: [{ id: 'i' }], fulfillments: [{ stops }] } }),
    ).toHaveProperty('order.fulfillments.0.locationIds', []);
  });

  it.each([
    ['a measure', { measure: { value: '4', unit: 'kWh' } }],
    ['a measure of numbers', { measure: { value: 4, unit: 'KWH' } }],
    ['a value and a unit', { value: '4', unit: 'kWH' }],
    ['a number', 4],
    ['a text', '4'],
    ['an estimated value', { measure: { estimated_value: '4', unit: 'kwh' } }],
    ['a measure beside a count', { count: 1, measure: { value: '+4', unit: ' kWh ' } }],
  ])('says how much in %s', (_form, selected) => {
    expect(reading('select', 'message.order.items[0].quantity.selected', selected)).toHaveProperty(
      'order.items.0.quantity',
      { value: '4', unit: 'kWh' },
    );
  });

  it('may select an amount of money or of time', () => {
    for (const unit of ['INR', 'min'])
      expect(
        reading('select', 'message.order.items[0].quantity.selected.measure', { value: '250', unit }),
      ).toHaveProperty('order.items.0.quantity', { value: '250', unit });
  });

  it('does not take a count for an amount', () => {
    expect(reading('select', 'message.order.items[0].quantity.selected', { count: 2 })).toHaveProperty(
      'order.items.0.quantity',
      undefined,
    );
  });

  it('reads ".5" as half', () => {
    expect(reading('select', 'message.order.items[0].quantity.selected.measure.value', '.5')).toHaveProperty(
      'order.items.0.quantity.value',
      '0.5',
    );
  });

  it.each([
    ['RFC 3339 in UTC', '2026-11-22T04:30:00Z'],
    ['RFC 3339 with an offset', '2026-11-22T10:00:00+05:30'],
    ['RFC 3339 with a fraction', '2026-11-22T04:30:00.000z'],
    ['day first', '22-11-2026 10:00:00'],
    ['day first without seconds', '22-11-2026 10:00'],
    ['without an offset', '2026-11-22T10:00:00'],
    ['without an offset and a T', '2026-11-22 10:00'],
  ])('writes times %s', (_form, text) => {
    expect(reading('select', 'message.order.fulfillments[0].stops[0].time.timestamp', text)).toHaveProperty(
      'order.fulfillments.0.window.start',
      { instant: '2026-11-22T04:30:00.000Z' },
    );
  });

  it.each([
    [
      'two stops with ranges',
      [
        { type: 'START', time: { range: { start: '10:00', end: '10:10' } } },
        { type: 'End', time: { range: { start: '10:30', end: '10:40' } } },
      ],
      '10:00',
      '10:40',
    ],
    ['one stop without a type', [{ time: { range: { start: '10:00', end: '10:30' } } }], '10:00', '10:30'],
    [
      'a start with a range alone',
      [{ type: 'start', time: { range: { start: '10:00', end: '10:30' } } }],
      '10:00',
      '10:30',
    ],
    [
      'points in time beside their tolerance',
      [
        { type: 'start', time: { timestamp: '10:00', range: { start: '09:55', end: '10:10' } } },
        { type: 'end', time: { timestamp: '10:30:00', range: { start: '10:30', end: '10:40' } } },
      ],
      '10:00',
      '10:30',
    ],
    ['two stops without types', [{ time: { timestamp: '10:00' } }, { time: { timestamp: '10:30' } }], '10:00', '10:30'],
  ])('gives its window in %s', (_form, stops, start, end) => {
    expect(reading('select', 'message.order.fulfillments[0].stops', stops)).toHaveProperty(
      'order.fulfillments.0.window',
      { start: { localTime: start }, end: { localTime: end } },
    );
  });

  it.each([
    ['at its start', [{ type: 'start', time: { timestamp: '10:00', duration: 'PT45M' } }], { milliseconds: 2_700_000 }],
    [
      'at its start, with a tolerance',
      [{ type: 'start', time: { timestamp: '10:00', range: { start: '09:55', end: '10:10' }, duration: 'PT45M' } }],
      { milliseconds: 2_700_000 },
    ],
    ['at a stop without a type', [{ time: { timestamp: '10:00', duration: 'PT1H' } }], { milliseconds: 3_600_000 }],
    [
      'at its end',
      [
        { type: 'start', time: { timestamp: '10:00' } },
        { type: 'end', time: { duration: 'PT1H' } },
      ],
      { milliseconds: 3_600_000 },
    ],
    [
      'beside an end, which goes before it',
      [
        { type: 'start', time: { timestamp: '10:00', duration: 'PT45M' } },
        { type: 'end', time: { timestamp: '10:30' } },
      ],
      { end: { localTime: '10:30' } },
    ],
  ])('gives the duration of its window %s', (_where, stops, window) => {
    expect(reading('select', 'message.order.fulfillments[0].stops', stops)).toHaveProperty(
      'order.fulfillments.0.window',
      { start: { localTime: '10:00' }, ...window },
    );
  });

  it('has no window in stops that only say where', () => {
    const stops = [{ type: 'end', location: { address: 'der://grid.meter/4711', gps: '12.9, 77.5' } }];
    const order = reading('init', 'message.order.fulfillments[0].stops', stops);
    expect(order).toHaveProperty('order.fulfillments.0.window', undefined);
    expect(order).toHaveProperty('order.fulfillments.0.place', {
      address: 'der://grid.meter/4711',
      gps: { lat: 12.9, lon: 77.5 },
    });
  });

  it.each([
    [
      'the start before others',
      [
        { type: 'end', location: { gps: '1,2' } },
        { type: 'START', location: { gps: '3,4' } },
      ],
    ],
    ['a stop without a type', [{ type: 'end', location: { gps: '1,2' } }, { location: { gps: '3,4' } }]],
    ['the only stop that says where', [{ type: 'start' }, { type: 'end', location: { gps: '3,4' } }]],
    ['a stop that lies in a circle', [{ location: { gps: '3,4', circle: { gps: '1,2', radius: 5 } } }]],
  ])('gives its place by %s', (_form, stops) => {
    const order = reading('init', 'message.order.fulfillments[0].stops', stops);
    expect(order).toHaveProperty('order.fulfillments.0.place', { gps: { lat: 3, lon: 4 }, address: undefined });
  });

  it.each([
    ['an empty location', {}],
    ['a blank address', { address: '  ' }],
    ['the id of a place', { id: '1' }],
  ])('has no place in %s', (_form, location) => {
    const order = reading('init', 'message.order.fulfillments[0].stops', [{ type: 'start', location }]);
    expect(order).toHaveProperty('order.fulfillments.0.place', undefined);
  });

  it.each(['fulfillment_ids', 'fulfillments'])('chooses a fulfillment by `%s` of its item', (key) => {
    const order = { provider: { id: 'p-1' }, items: [{ id: 'i-1', [key]: ['f-1'] }] };
    expect(message('select', { order })).toHaveProperty('order.fulfillments', [{ id: 'f-1', labels: [] }]);
  });

  it('does not choose among several', () => {
    const order = { provider: { id: 'p-1' }, items: [{ id: 'i-1', fulfillment_ids: ['f-1', 'f-2'] }] };
    expect(message('select', { order })).toHaveProperty('order.fulfillments', []);
  });

  it('names a state without a code', () => {
    const state = { descriptor: { name: 'start-charging' } };
    expect(reading('update', 'message.order.fulfillments[0].state', state, 'update-start')).toHaveProperty(
      'order.fulfillments.0.state',
      'start-charging',
    );
  });

  it('may come back with everything that a reply had', () => {
    const item = { id: 'i-1', price: { value: '8', currency: 'INR / kWH' }, quantity: { available: '1000' } };
    const extra = { id: 'i-1-x', price: { value: 0, currency: 'INR' }, descriptor: { code: 'add-on-item' } };
    const quote = { price: { estimated_value: 40, currency: 'INR' }, breakup: [{ price: { value: '-2.5' } }] };
    const order = { provider: { id: 'p-1' }, items: [item, extra], quote, cancellation_terms: [{}] };
    expect(message('confirm', { order })).toMatchObject({
      order: { items: [{ id: 'i-1' }, { id: 'i-1-x' }] },
    });
  });

  it('takes null and empty texts for nothing', () => {
    const billing = { name: null, email: '', phone: '', number: null, address: null };
    expect(reading('init', 'message.order.billing', billing)).toHaveProperty('order.billing', {});
    expect(reading('init', 'message.order.billing', null)).toHaveProperty('order.billing', undefined);
    expect(reading('init', 'message.order.fulfillments', null)).toHaveProperty('order.fulfillments', []);
  });

  it('reads numbers where texts belong', () => {
    expect(reading('init', 'message.order.billing.phone', 9800000001)).toHaveProperty(
      'order.billing.phone',
      '9800000001',
    );
    expect(reading('init', 'message.order.items[0].id', 7)).toHaveProperty('order.items.0.id', '7');
  });

  it.each([
    ['BAP', 'buyer'],
    ['bap', 'buyer'],
    ['BPP', 'provider'],
    ['somebody', undefined],
    [null, undefined],
  ])('says that %s collects', (collected_by, collectedBy) => {
    expect(reading('init', 'message.order.payments', [{ collected_by }])).toHaveProperty('order.payments', [
      { collectedBy, isPaid: false },
    ]);
  });

  it('says what was paid in text or numbers', () => {
    const params = { transaction_id: 77, amount: 40, currency: 'INR', bank_code: 'left aside' };
    expect(reading('confirm', 'message.order.payments', [{ id: 'p', status: 'paid', params }])).toHaveProperty(
      'order.payments',
      [{ id: 'p', isPaid: true, transactionId: '77', amount: '40', currency: 'INR' }],
    );
    expect(reading('confirm', 'message.order.payments', null)).toHaveProperty('order.payments', undefined);
  });

  it('has tags that are named in descriptors or beside them', () => {
    const tags = [
      { descriptor: { code: 'connection-type' }, list: [{ descriptor: { code: 'user_type' }, value: 'Consumer' }] },
      {
        name: 'Load',
        list: [{ code: 'load_kw', value: 5 }, { name: 'Three phases', value: true }, { code: 'unsaid' }],
      },
    ];
    expect(reading('select', 'message.order.items[0].tags', tags)).toHaveProperty('order.items.0.labels', [
      { group: 'connection-type', code: 'user_type', name: undefined, value: 'Consumer' },
      { group: 'Load', code: 'load_kw', name: undefined, value: '5' },
      { group: 'Load', code: undefined, name: 'Three phases', value: 'true' },
    ]);
  });
});
