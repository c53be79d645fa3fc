import { describe, expect, test } from 'vitest';
import type { Asked, Rated } from '../../../lib/domain/business.ts';
import { isAsking } from '../../../lib/domain/decision.ts';
import { ratingOf } from '../../../lib/domain/ev-charging/rating.ts';
import { search, shelve } from '../../../lib/domain/ev-charging/search.ts';
import type { State } from '../../../lib/domain/ev-charging/state.ts';
import {
  answered,
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
  within,
} from './given.ts';

const stars = (...values: readonly number[]): Rated => ({
  count: values.length,
  total: values.reduce((sum, value) => sum + 100 * value, 0),
});

describe('the rating of a provider', () => {
  test.each<[string, Parameters<typeof ratingOf>[0], Rated | undefined, string | undefined]>([
    ['what the catalogue says, before anybody has rated', { rating: '4.25' }, undefined, '4.25'],
    ['nothing where nobody has said anything', {}, undefined, undefined],
    ['the mean of customers where the catalogue says nothing', {}, stars(5, 4, 4), '4.3'],
    ['moved little by one customer', { rating: '4.5' }, stars(0), '4.1'],
    ['moved less where it sums up many', { rating: '4.5', ratingCount: 1000 }, stars(0), '4.5'],
    ['that of customers alone where it sums up none', { rating: '4.5', ratingCount: 0 }, stars(2), '2.0'],
    ['that of customers where there are many', { rating: '4.5' }, stars(...Array(1000).fill(3)), '3.0'],
  ])('is %s', (_, entry, rated, expected) => expect(ratingOf(entry, rated)).toBe(expected));
});

describe('a rating', () => {
  const rate = command('Rate', { at: NINE, ratings: [{ id: 'i1', category: 'Item', value: '4.5' }] });
  const voices = (state: State) => when(state, rate).effects.filter(({ kind }) => kind === 'rate');

  test.each(['charging', 'ended'] as const)('counts once the order is %s', (stage) => {
    expect(voices(stages[stage]())).toEqual([{ kind: 'rate', providerId: provider.id, value: 450, round: 1 }]);
  });

  test.each(['booked', 'requested', 'cancelled'] as const)(
    'is kept while the order is %s, and weighs nothing',
    (stage) => {
      expect(when(stages[stage](), rate).types).toEqual(['OrderRated']);
      expect(voices(stages[stage]())).toEqual([]);
    },
  );

  const cancelling = command('Cancel', { at: NINE + 5 * MINUTE }, granted);
  const cancelled = (by: Parameters<typeof when>[1], state: State = stages.booked()) => when(state, by).after;

  test('of what was booked and given back for nothing weighs nothing', () => {
    expect(voices(cancelled(cancelling))).toEqual([]);
  });

  test('counts where a fee was kept', () => {
    const window = { start: NINE + HOUR, end: NINE + 2 * HOUR };
    const reserved = given(select(NINE, undefined, { window: within(window) }), init(), pay(), confirm());
    expect(voices(cancelled(cancelling, reserved))).toHaveLength(1);
  });

  test('counts of whom the provider has cancelled, but not of who did not come', () => {
    const closed = command('CancelByProvider', { at: NINE + 5 * MINUTE, reason: 'station_closed' }, granted);
    expect(voices(cancelled(closed))).toHaveLength(1);
    const late = NINE + 3 * HOUR;
    const elapsed = cancelled(command('Elapse', { at: late, purpose: 'arrival', due: late }, granted));
    expect(elapsed).toMatchObject({ cancellation: { reason: { id: 'no_show' } } });
    expect(voices(elapsed)).toEqual([]);
  });
});

describe('a search', () => {
  const shelves = [provider, { ...provider, id: 'other.example' }].map(shelve);
  const ratings = new Map([['other.example', stars(...Array(100).fill(5))]]);
  const look = (query: Partial<Asked['query']> = {}, known: Asked['ratings'] = ratings) => {
    const result = search(shelves, { query: { labels: [], ...query }, wanted: {}, at: NINE, most: 9, ratings: known });
    const shelf = answered(result, { 'out-of-order': [] });
    return isAsking(shelf) ? expect.fail('more is asked') : shelf.providers;
  };

  test('shows first whom customers like, and how many have rated', () => {
    expect(look().map(({ id, rating, ratings: count }) => [id, rating, count])).toEqual([
      ['other.example', '4.9', 100],
      ['voltgrid.example', '4.1', undefined],
    ]);
    expect(look({}, new Map()).map(({ rating }) => rating)).toEqual(['4.1', '4.1']);
  });

  test('for a rating goes by what customers say', () => {
    expect(look({ provider: { rating: '4.5' } }).map(({ id }) => id)).toEqual(['other.example']);
  });
});
