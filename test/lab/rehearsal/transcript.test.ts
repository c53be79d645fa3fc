import { expect, it } from 'vitest';
import type { Exchange } from '../../../lib/lab/journey/wire.ts';
import { differences, linesOf } from '../../../lib/lab/rehearsal/transcript.ts';

const bill = (price: string, state = 'charging-ended', id = '6f0f43e5-2a53-4df4-a3a6-5f5d0b3c8a11'): Exchange => ({
  time: '2026-11-21T08:00:00.000Z',
  direction: 'received',
  action: 'on_update',
  message_id: id,
  verdict: 'ACK',
  message: {
    context: { message_id: id, bpp_uri: 'http://here:1/bpp', timestamp: '2026-11-21T08:00:00.000Z' },
    message: { order: { id: `order-${id}`, state, quote: { price: { value: price, currency: 'INR' } } } },
  },
});

const here = linesOf([bill('40.42')], 'http://here:1');

it('finds no difference in ids, times and hosts', () => {
  const there = structuredClone(bill('40.42', undefined, '0b9f2d7e-90a1-4d0e-9a62-1c7d3f0c2b77'));
  const text = JSON.stringify(there).replaceAll('http://here:1', 'https://there.example').replaceAll('T08:', 'T19:');
  expect(differences(here, linesOf([JSON.parse(text)], 'https://there.example'))).toEqual([]);
});

it('forgives what seconds of charging cost', () => {
  expect(differences(here, linesOf([bill('41.1')], 'http://here:1'))).toEqual([]);
  const said = linesOf([bill('5.021 kWh')], 'http://here:1');
  expect(differences(said, linesOf([bill('5.033 kWh')], 'http://here:1'))).toEqual([]);
  expect(differences(said, linesOf([bill('6 kWh')], 'http://here:1'))).toHaveLength(1);
  expect(differences(said, linesOf([bill('5.021 kW')], 'http://here:1'))).toHaveLength(1);
});

it('does not count who has rated', () => {
  const ratings = { descriptor: { name: 'Ratings', code: 'ratings' }, list: [] };
  const found = (tags?: readonly object[]): Exchange => ({
    ...bill('1'),
    message: { providers: [{ id: 'one', tags }] },
  });
  const unrated = linesOf([found()], 'http://here:1');
  expect(differences(unrated, linesOf([found([ratings])], 'http://here:1'))).toEqual([]);
  const other = { ...ratings, descriptor: { code: 'catalogue' } };
  expect(differences(unrated, linesOf([found([other])], 'http://here:1'))).toHaveLength(1);
});

it.each([
  ['another amount', [bill('48.42')]],
  ['another state', [bill('40.42', 'charging-interrupted')]],
  ['a message too few', []],
  ['a message too many', [bill('40.42'), bill('40.42')]],
  ['another verdict', [{ ...bill('40.42'), verdict: 'NACK' }]],
])('finds %s', (_, exchanges) => {
  expect(differences(here, linesOf(exchanges, 'http://here:1'))).toHaveLength(1);
});
