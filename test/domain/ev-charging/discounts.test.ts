import { describe, expect, test } from 'vitest';
import { isAsking } from '../../../lib/domain/decision.ts';
import type { Discount } from '../../../lib/domain/ev-charging/offers.ts';
import { search, shelve } from '../../../lib/domain/ev-charging/search.ts';
import { shown } from '../../../lib/domain/ev-charging/shown.ts';
import type { State } from '../../../lib/domain/ev-charging/state.ts';
import { priced } from '../../../lib/domain/ev-charging/terms.ts';
import { sum } from '../../../lib/language/money.ts';
import type { Vehicle } from '../../../lib/language/party.ts';
import {
  answered,
  command,
  given,
  granted,
  HOUR,
  init,
  MINUTE,
  NINE,
  provider,
  type Step,
  select,
  stages,
  when,
  wish,
} from './given.ts';

const until = (time: number) => new Date(time).toISOString();

const discounts: readonly Discount[] = [
  { id: 'partner', title: 'Partner', percent: '5', buyerId: 'bap.example', onRequest: true },
  { id: 'zed', title: 'Zed drivers', percent: '10', vehicleMake: 'Zed' },
  { id: 'rickshaw', title: 'Rickshaws', percent: '20', vehicleCategory: 'AUTO_RICKSHAW' },
  { id: 'electric', title: 'Electric', percent: '1', vehicleEnergyType: 'EV', itemIds: ['i1'] },
  { id: 'swaps', title: 'Swaps', percent: '50', itemIds: ['i2'] },
  { id: 'early', title: 'Early', percent: '2', validFrom: until(NINE - HOUR), validUntil: until(NINE + HOUR) },
];
const seller = { ...provider, taxPercent: '0', discounts: [...discounts] };
const outside = { ...granted, offer: seller };

const at = NINE + 2 * HOUR;
const selecting = ({
  offerIds,
  ...more
}: {
  at?: number;
  vehicle?: Vehicle;
  offerIds?: readonly string[];
  buyerId?: string;
  discounts?: Discount[];
} = {}) =>
  command(
    'Select',
    {
      at: more.at ?? at,
      buyerId: more.buyerId ?? 'bap.example',
      wish: { ...wish({ value: '4', unit: 'kWh' }, { id: 'f1' }), offerIds },
      wanted: { vehicle: more.vehicle },
    },
    more.discounts === undefined ? outside : { ...outside, offer: { ...seller, discounts: more.discounts } },
  );
const taken = (state: State) => shown(state)?.offers?.map(({ id }) => id);

describe('a discount', () => {
  test.each<[string, Parameters<typeof selecting>[0], readonly string[]]>([
    ['nobody in particular', {}, []],
    ['a vehicle of that make', { vehicle: { make: 'ZED' } }, ['zed']],
    ['a vehicle of that category', { vehicle: { category: 'auto rickshaw' } }, ['rickshaw']],
    ['a vehicle of that energy, on that item', { vehicle: { energyType: 'ev' } }, ['electric']],
    ['a vehicle of another make', { vehicle: { make: 'Other' } }, []],
    ['who names it', { offerIds: ['partner'] }, ['partner']],
    ['another platform, though it names it', { offerIds: ['partner'], buyerId: 'other.example' }, []],
    ['who names what is not for him', { offerIds: ['zed', 'rickshaw'] }, []],
    ['all who come in its time', { at: NINE }, ['early']],
    ['all who come at its very beginning', { at: NINE - HOUR }, ['early']],
    ['nobody who comes at its very end', { at: NINE + HOUR }, []],
    ['nobody who comes before it', { at: NINE - HOUR - 1 }, []],
  ])('is given to %s', (_, how, expected) => {
    const quoted = given(selecting(how));
    expect(taken(quoted)).toEqual(expected);
    const { total = 0, lines = [] } = shown(quoted)?.quote ?? {};
    expect(sum(lines.map(({ amount }) => amount))).toBe(total);
    const energy = 5000;
    const percents = discounts.filter(({ id }) => expected.includes(id ?? '')).map(({ percent }) => Number(percent));
    expect(total).toBe(energy - sum(percents.map((percent) => (energy * percent) / 100)));
  });

  test('that nobody offers is refused', () => {
    const { refused, words } = when(stages.new(), selecting({ offerIds: ['partner', 'gone'] }));
    expect([refused, words]).toEqual(['offer-unknown', 'provider voltgrid.example has no offer gone']);
  });

  test('that was quoted stays when its time is over, and is on the bill', () => {
    const late: Step = { ...init(NINE + HOUR + 1, {}, {}), outside };
    const quoted = given(selecting({ at: NINE + HOUR - 1 }), late);
    expect(taken(quoted)).toEqual(['early']);
    expect(shown(quoted)?.quote).toMatchObject({ total: 4900, lines: [{}, { amount: -100, part: 'discount' }, {}] });
  });

  test('is over with its quote, also for who says again how much', () => {
    const quoted = given(selecting({ at: NINE + HOUR - 1 }));
    const initiated = (time: number) => {
      const said = { ...init(time), wish: wish({ value: '4', unit: 'kWh' }, { id: 'f1' }), outside };
      return shown(when(quoted, said).after)?.quote.total;
    };
    expect(initiated(NINE + HOUR + 15 * MINUTE - 1)).toBe(4900);
    expect(initiated(NINE + HOUR + 15 * MINUTE)).toBe(5000);
  });

  test('that was chosen stays chosen, and can be given up at init', () => {
    const quoted = given(selecting({ offerIds: ['partner'] }));
    const ordering = (offerIds?: readonly string[]) => {
      const order = command(
        'Initiate',
        {
          at,
          buyerId: 'bap.example',
          wish: { ...wish(undefined, { id: 'f1' }), offerIds },
          wanted: {},
          party: init().party,
        },
        outside,
      );
      return taken(when(quoted, order).after);
    };
    expect(ordering()).toEqual(['partner']);
    expect(ordering([])).toEqual([]);
  });

  test('without an id is known by its title', () => {
    const old = { ...seller, discounts: [{ title: 'Everybody', percent: '10' }] };
    const quoted = given({ ...select(NINE, undefined, { id: 'f1' }), outside: { ...granted, offer: old } });
    expect(taken(quoted)).toEqual(['Everybody']);
  });
});

describe('offers of a provider', () => {
  const found = (buyerId?: string, time = at, item?: string) => {
    const query = { labels: [], ...(item && { item: { id: item } }) };
    const result = search([shelve(seller)], { query, wanted: {}, at: time, most: 10, buyerId });
    const shelf = answered(result, { 'out-of-order': [] });
    return isAsking(shelf) ? expect.fail('more is asked') : shelf.providers[0]?.offers;
  };
  const ids = (...of: Parameters<typeof found>) => found(...of)?.map(({ id }) => id);

  test('are found with it: those for the platform, of that time, on what was found', () => {
    expect(ids('bap.example')).toEqual(['partner', 'zed', 'rickshaw', 'electric', 'swaps']);
    expect(ids('other.example')).toEqual(['zed', 'rickshaw', 'electric', 'swaps']);
    expect(ids()).toEqual(['zed', 'rickshaw', 'electric', 'swaps']);
    expect(ids(undefined, NINE)).toContain('early');
    expect(ids(undefined, at, 'i2')).toEqual(['zed', 'rickshaw', 'swaps']);
  });

  test('say what they take off, on what, for whom and until when', () => {
    expect(found('bap.example', NINE)?.at(0)).toMatchObject({ words: { name: 'Partner' }, percent: '5' });
    expect(found(undefined, NINE)?.find(({ id }) => id === 'early')?.valid).toEqual({
      start: NINE - HOUR,
      end: NINE + HOUR,
    });
    const conditions = found('bap.example')?.flatMap((one) =>
      one.conditions.filter(({ value }) => value !== undefined).map(({ code, value }) => `${one.id} ${code} ${value}`),
    );
    expect(conditions).toEqual([
      'partner platform bap.example',
      'partner on-request true',
      'zed vehicle-make Zed',
      'rickshaw vehicle-category AUTO_RICKSHAW',
      'electric vehicle-energy-type EV',
    ]);
  });
});

describe('several discounts at once', () => {
  const both = (first: string, second: string): Step =>
    selecting({ discounts: [first, second].map((percent, index) => ({ id: `${index}`, title: `${index}`, percent })) });
  const quoted = (...percents: [string, string]) => {
    const state = given(both(...percents));
    return state.stage === 'quoted' ? state.terms : expect.fail('it is quoted');
  };

  test('never let less energy cost more', () => {
    const terms = quoted('30', '30');
    const totals = Array.from({ length: 100 }, (_, wh) => priced(terms, wh).total);
    expect(totals).toEqual(totals.toSorted((one, other) => one - other));
  });

  test('never take off more than there is', () => {
    const { quote } = quoted('60', '70');
    expect(quote.total).toBe(0);
    expect(quote.lines.filter(({ part }) => part === 'discount').map(({ amount }) => amount)).toEqual([-3000, -2000]);
  });
});
