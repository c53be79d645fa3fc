import { describe, expect, test } from 'vitest';
import { isAsking } from '../../../lib/domain/decision.ts';
import { search, shelve } from '../../../lib/domain/ev-charging/search.ts';
import { seededProviders } from '../../../lib/domain/ev-charging/seed.ts';
import type { WantedCharging } from '../../../lib/language/charging.ts';
import type { Query } from '../../../lib/language/query.ts';
import { type Answers, answered, HOUR, MINUTE, NINE, provider, within } from './given.ts';

const catalogue = [...seededProviders, provider].map(shelve);

/** What is found, as provider/connector; or what has to be asked first. */
function found(query: Partial<Query>, wanted: WantedCharging = {}, answers: Answers = {}) {
  const step = search(catalogue, { query: { labels: [], ...query }, wanted, at: NINE, most: 200 });
  const result = answered(step, { 'out-of-order': [], ...answers });
  if (isAsking(result)) return result.need;
  return result.providers.flatMap(({ id, fulfillments = [] }) =>
    fulfillments.map((connector) => `${id}/${connector.id}`),
  );
}

const farm = 'solar-farm.beckn-energy.local/farm-1';
const house = 'house.beckn-energy.local/house-1';
const all = [
  'chargezone.in/1',
  'chargezone.in/2',
  'log9.in/3',
  'log9.in/4',
  'voltgrid.example/f1',
  'voltgrid.example/f2',
  'voltgrid.example/f3',
  farm,
  house,
];

describe('search', () => {
  test.each<[string, Partial<Query>, readonly string[], WantedCharging?]>([
    ['nothing in particular', {}, all],
    ['words', { text: 'ev charging' }, all],
    ['words of one provider', { text: 'volt' }, all.slice(4, 7)],
    ['words that nobody uses', { text: 'submarine' }, []],
    ['a provider by name', { provider: { name: 'log9 inc' } }, all.slice(2, 4)],
    ['a provider by the beginning of its name', { provider: { name: 'Charge' } }, all.slice(0, 2)],
    ['a provider by its long name', { provider: { name: 'Chargezone Technologies' } }, all.slice(0, 2)],
    ['no provider by what it sells', { provider: { name: 'green' } }, []],
    ['no provider by the beginning of its code', { provider: { code: 'charge' } }, []],
    ['a provider by code', { provider: { code: 'chargezone' } }, all.slice(0, 2)],
    ['a rating', { provider: { rating: '4.3' } }, all.slice(0, 2)],
    ['an item by code', { item: { code: 'battery' } }, ['voltgrid.example/f3']],
    ['no item by the beginning of its code', { item: { code: 'batt' } }, []],
    ['an item by the name of what all sell', { item: { name: 'EV Charging' } }, all],
    [
      'an item by a word of its own',
      { item: { name: 'battery tariff' } },
      ['log9.in/3', 'log9.in/4', 'voltgrid.example/f3'],
    ],
    ['an item by name, of one provider', { item: { name: 'chargezone energy' } }, all.slice(0, 2)],
    ['an item by an add-on', { item: { name: 'tea' } }, ['voltgrid.example/f1', 'voltgrid.example/f2']],
    ['no item that nobody names so', { item: { name: 'submarine' } }, []],
    ['a category', { category: { code: 'Green Tariff' } }, all.slice(0, 7)],
    ['solar farms', { category: { code: 'solar-farm' } }, [farm]],
    ['houses', { category: { name: 'Home charger' } }, [house]],
    ['who swaps batteries', { category: { id: 'battery-swap' } }, ['log9.in/3', 'log9.in/4']],
    ['an unknown category', { category: { code: 'brown' } }, []],
    ['more energy than most have', { quantity: { value: '500', unit: 'kWH' } }, all.slice(2, 4)],
    ['no energy in a unit that nobody knows', { quantity: { value: '1', unit: 'constructor' } }, []],
    ['a type', { fulfillmentType: 'battery_swap' }, ['log9.in/3', 'voltgrid.example/f3']],
    ['a location of all providers that have it', { locationIds: [['1']] }, ['chargezone.in/1']],
    ['any location of a list', { locationIds: [['2', 'l1']] }, ['chargezone.in/2', ...all.slice(4, 6)]],
    ['what the lists of locations have in common', { locationIds: [['1', '2'], ['2']] }, ['chargezone.in/2']],
    ['nothing at two places at once', { locationIds: [['1'], ['2']] }, []],
    ['nothing at an unknown location', { locationIds: [['l9']], provider: { id: 'chargezone.in' } }, []],
    ['a battery, where it is swapped', {}, all.slice(2, 4), { batteryTypes: ['LFP 48V'] }],
    ['a battery that one station has', {}, ['log9.in/3'], { batteryTypes: ['LFP-72V'] }],
    ['no battery that nobody has', {}, [], { batteryTypes: ['NMC-96V'] }],
    ['a battery in words', { text: 'lfp 72v' }, all.slice(2, 4)],
    ['a charger for any battery', {}, ['voltgrid.example/f2', farm], { batteryTypes: ['NMC-96V'], chargerType: 'DC' }],
    [
      'a charger by its type for any battery',
      { fulfillmentType: 'CHARGING' },
      [...all.slice(0, 2), ...all.slice(4, 6), farm, house],
      { batteryTypes: ['NMC-96V'] },
    ],
    ['what takes a type of vehicle', {}, [...all.slice(0, 2), ...all.slice(4)], { vehicleTypes: ['4-wheeler'] }],
    ['a charger type', {}, ['voltgrid.example/f2', farm], { chargerType: 'DC' }],
    ['a connector type', {}, ['voltgrid.example/f1', house], { connectorType: 'type 2' }],
    ['a power, where there is at least as much', {}, ['voltgrid.example/f2', farm], { power: '60kW' }],
    [
      'a place: mobile services come to it',
      { near: { center: { lat: 12.9, lon: 77.6 }, radiusMeters: 5000 } },
      ['voltgrid.example/f1', 'voltgrid.example/f2', 'log9.in/4'],
    ],
    ['a place outside of their areas', { near: { center: { lat: 28.6, lon: 77.2 }, radiusMeters: 5000 } }, []],
  ])('finds %s', (_, query, expected, wanted) => expect(found(query, wanted)).toEqual(expected));

  test('who asks for a time gets only what is free then', () => {
    const span = { start: NINE, end: NINE + HOUR };
    const asked = { window: within(span), provider: { id: 'chargezone.in' } };
    const resources = ['ev-charging#chargezone.in#1', 'ev-charging#chargezone.in#2'];
    expect(found(asked)).toEqual({ kind: 'free', resources, span, enough: 200 });
    expect(found(asked, {}, { free: resources.slice(1) })).toEqual(['chargezone.in/2']);
  });

  test('what is free says when, and nothing does where no time was asked for', () => {
    const spans = (window: Query['window']) => {
      const query = { labels: [], window, provider: { id: 'log9.in' } };
      const free = ['ev-charging#log9.in#3', 'ev-charging#log9.in#4'];
      const result = answered(search(catalogue, { query, wanted: {}, at: NINE, most: 200 }), {
        free,
        'out-of-order': [],
      });
      if (isAsking(result)) expect.fail('that was answered');
      return result.providers.flatMap(({ fulfillments = [] }) => fulfillments.map(({ span }) => span));
    };
    const hour = { start: NINE, end: NINE + HOUR };
    expect(spans(within(hour))).toEqual([hour, hour]);
    const half = { start: NINE, end: NINE + 30 * MINUTE };
    expect(spans(within({ start: NINE }))).toEqual([half, half]);
    const most = { start: NINE, end: NINE + 12 * HOUR };
    expect(spans(within({ start: NINE, end: NINE + 1000 * HOUR }))).toEqual([most, most]);
    expect(spans(undefined)).toEqual([undefined, undefined]);
  });

  test('who asks for longer than anybody can book gets what is free at its beginning', () => {
    const asked = found({ window: within({ start: NINE, end: NINE + 1000 * HOUR }) });
    expect(asked).toMatchObject({ kind: 'free', span: { start: NINE, end: NINE + 12 * HOUR }, enough: 200 });
  });

  test('a time of day is one of the day of the search', () => {
    const window = { start: { localTime: '10:00' }, end: { localTime: '11:00' } };
    expect(found({ window })).toMatchObject({ kind: 'free', span: { start: NINE + HOUR, end: NINE + 2 * HOUR } });
  });

  test.each([
    ['lasts as long as it says', { milliseconds: 45 * MINUTE }, 45],
    ['is half an hour where it says no more', {}, 30],
  ])('a window of a start %s', (_, more, minutes) => {
    const window = { start: { localTime: '10:00' }, ...more };
    const start = NINE + HOUR;
    expect(found({ window })).toMatchObject({ kind: 'free', span: { start, end: start + minutes * MINUTE } });
  });

  test('a window without its start is no time', () => {
    expect(found({ window: { end: { localTime: '10:00' } } })).toEqual(all);
  });

  test('who asks for no time hears which of what fits is out of order', () => {
    const asked = { query: { labels: [], provider: { id: 'chargezone.in' } }, wanted: {}, at: NINE, most: 200 };
    const step = search(catalogue, asked);
    if (!isAsking(step)) expect.fail('something is to be asked');
    const resources = ['ev-charging#chargezone.in#1', 'ev-charging#chargezone.in#2'];
    expect(step.need).toEqual({ kind: 'out-of-order', resources });
    const result = answered(step, { 'out-of-order': resources.slice(0, 1) });
    if (isAsking(result)) expect.fail('nothing more is to be asked');
    const [{ fulfillments = [] } = {}] = result.providers;
    expect(fulfillments.map(({ id, own }) => [id, own.isAvailable])).toEqual([
      ['1', false],
      ['2', true],
    ]);
  });

  test('where nothing is found no calendar is asked', () => {
    expect(found({ text: 'submarine', window: within({ start: NINE, end: NINE + HOUR }) })).toEqual([]);
  });
});

describe('a search in a large catalogue', () => {
  const [connector] = provider.fulfillments;
  const [item] = provider.items;
  if (connector === undefined || item === undefined) throw new Error('the provider sells something');
  /** A connector each 100 metres to the north. */
  const fulfillments = Array.from({ length: 1000 }, (_, index) => ({
    ...connector,
    id: `c${index}`,
    gps: { lat: 12 + index / 1000, lon: 77 },
  }));
  const large = shelve({
    ...provider,
    fulfillments,
    items: [{ ...item, fulfillmentIds: fulfillments.map(({ id }) => id) }],
  });
  const look = (query: Partial<Query>, most: number) => {
    const step = search([large], { query: { labels: [], ...query }, wanted: {}, at: NINE, most });
    const result = answered(step, { 'out-of-order': [] });
    return isAsking(result) ? expect.fail('nothing more is to be asked') : result;
  };

  test('shows the nearest, and says how many more there are', () => {
    const near = { center: { lat: 12.5, lon: 77 }, radiusMeters: 20_000 };
    const { providers, left } = look({ near }, 3);
    expect(providers[0]?.fulfillments?.map(({ id }) => id)).toEqual(['c500', 'c499', 'c501']);
    expect(providers[0]?.items?.map(({ fulfillmentIds }) => fulfillmentIds?.toSorted())).toEqual([
      ['c499', 'c500', 'c501'],
    ]);
    expect(left).toBe(356);
  });

  test('shows the best providers first where no place is named', () => {
    const better = shelve({ ...provider, id: 'better.example', rating: '4.9' });
    const step = search([large, better], { query: { labels: [] }, wanted: {}, at: NINE, most: 4 });
    const result = answered(step, { 'out-of-order': [] });
    if (isAsking(result)) expect.fail('nothing more is to be asked');
    expect(result.providers.map(({ id, fulfillments = [] }) => [id, fulfillments.length])).toEqual([
      ['better.example', 3],
      ['voltgrid.example', 1],
    ]);
    expect(result.left).toBe(999);
  });

  test('asks of no more than are shown whether they are out of order', () => {
    const result = search([large], { query: { labels: [] }, wanted: {}, at: NINE, most: 20 });
    expect(isAsking(result) && result.need).toMatchObject({ kind: 'out-of-order', resources: { length: 20 } });
  });

  test('asks for the calendars of some times as many as are shown', () => {
    const window = within({ start: NINE, end: NINE + HOUR });
    const result = search([large], { query: { labels: [], window }, wanted: {}, at: NINE, most: 20 });
    expect(isAsking(result) && result.need).toMatchObject({ kind: 'free', enough: 20, resources: { length: 100 } });
  });
});
