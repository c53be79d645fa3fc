import { describe, expect, test } from 'vitest';
import { distanceMeters, search } from '../../../lib/domain/ev-charging/search.ts';
import { seededProviders } from '../../../lib/domain/ev-charging/seed.ts';
import type { Query } from '../../../lib/language/query.ts';
import { HOUR, NINE, provider } from './given.ts';

const catalogue = [...seededProviders, provider];

/** What is found, as provider/connector. */
function found(query: Partial<Query>, free?: readonly string[]) {
  const result = search(catalogue, { labels: [], ...query }, { free });
  if (result.kind === 'need') return result.need;
  return result.providers.flatMap(({ id, fulfillments = [] }) =>
    fulfillments.map((connector) => `${id}/${connector.id}`),
  );
}

const all = [
  'chargezone.in/1',
  'chargezone.in/2',
  'log9.in/3',
  'log9.in/4',
  'voltgrid.example/f1',
  'voltgrid.example/f2',
  'voltgrid.example/f3',
];

describe('search', () => {
  test.each<[string, Partial<Query>, readonly string[]]>([
    ['nothing in particular', {}, all],
    ['words', { text: 'ev charging' }, all],
    ['words of one provider', { text: 'volt' }, all.slice(4)],
    ['words that nobody uses', { text: 'submarine' }, []],
    ['a provider by name', { provider: { name: 'log9 inc' } }, all.slice(2, 4)],
    ['a provider by code', { provider: { code: 'chargezone' } }, all.slice(0, 2)],
    ['a rating', { provider: { rating: '4.3' } }, all.slice(0, 2)],
    ['an item by code', { item: { code: 'battery' } }, ['voltgrid.example/f3']],
    ['a category', { category: { code: 'Green Tariff' } }, all],
    ['an unknown category', { category: { code: 'brown' } }, []],
    ['more energy than most have', { amount: { value: '500', unit: 'kWH' } }, all.slice(2, 4)],
    ['a type', { fulfillmentType: 'battery_swap' }, ['log9.in/3', 'voltgrid.example/f3']],
    ['a charger type', { labels: [{ name: 'Charger type', value: 'DC' }] }, ['voltgrid.example/f2']],
    ['a connector type', { labels: [{ code: 'connector-type', value: 'type 2' }] }, ['voltgrid.example/f1']],
    [
      'a place: mobile services come everywhere',
      { near: { lat: 12.9, lon: 77.6, radiusMeters: 5000 } },
      ['log9.in/4', 'voltgrid.example/f1', 'voltgrid.example/f2'],
    ],
  ])('finds %s', (_, query, expected) => expect(found(query)).toEqual(expected));

  test('who asks for a time gets only what is free then', () => {
    const span = { start: NINE, end: NINE + HOUR };
    expect(found({ span, provider: { id: 'chargezone.in' } })).toMatchObject({ kind: 'free', span });
    expect(found({ span, provider: { id: 'chargezone.in' } }, ['ev-charging#chargezone.in#2'])).toEqual([
      'chargezone.in/2',
    ]);
  });

  test('who asks for longer than anybody can book gets what is free at its beginning', () => {
    const asked = found({ span: { start: NINE, end: NINE + 1000 * HOUR } });
    expect(asked).toMatchObject({ kind: 'free', span: { start: NINE, end: NINE + 12 * HOUR }, enough: 200 });
  });

  test('measures distances on the sphere', () => {
    const bangalore = { lat: 12.9716, lon: 77.5946 };
    const chennai = { lat: 13.0827, lon: 80.2707 };
    expect(distanceMeters(bangalore, chennai) / 1000).toBeCloseTo(290.2, 0);
    expect(distanceMeters(bangalore, bangalore)).toBe(0);
  });
});
