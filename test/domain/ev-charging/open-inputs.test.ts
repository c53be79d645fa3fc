import { describe, expect, test } from 'vitest';
import type { Provider } from '../../../lib/domain/ev-charging/offers.ts';
import { shown } from '../../../lib/domain/ev-charging/shown.ts';
import type { WantedCharging } from '../../../lib/language/charging.ts';
import type { Wish } from '../../../lib/language/wish.ts';
import { command, given, granted, HOUR, init, NINE, provider, select, when, wish, within } from './given.ts';

const [, , station] = provider.fulfillments;
if (station === undefined) throw new Error('the provider swaps');
const swaps = { batteryTypes: ['LFP-48V', 'NMC'], vehicleTypes: ['2-wheeler'] };

const offer: Provider = {
  ...provider,
  fulfillments: [
    ...provider.fulfillments.slice(0, 2),
    { ...station, ...swaps },
    { ...station, id: 'v1', type: 'MOBILE-BATTERY-SWAP', batteryTypes: ['LFP-48V'] },
  ],
  items: provider.items.map((item) => (item.id === 'i2' ? { ...item, fulfillmentIds: ['f3', 'v1'] } : item)),
};
const free = offer.fulfillments.map(({ id }) => `ev-charging#${provider.id}#${id}`);

type More = Partial<Wish['fulfillments'][number]>;

function quoted(itemId: string, more: More, wanted: WantedCharging) {
  const quantity = { value: '4', unit: 'kWh' };
  const said = { ...wish(), items: [{ id: itemId, quantity, addOnIds: [], labels: [] }] };
  const asked = { at: NINE, buyerId: 'b', wish: { ...said, fulfillments: [{ labels: [], ...more }] }, wanted };
  return when(given(), command('Select', asked, { ...granted, offer, free })).after;
}

/** What the buyer is asked for. */
const open = (itemId: string, more: More = {}, wanted: WantedCharging = {}) =>
  shown(quoted(itemId, more, wanted))?.fulfillments[0]?.own.open?.map(({ input, choices }) =>
    [input, ...choices].join(' '),
  );

const time = ['block Y N', 'time-slot start end'];

describe('what is still open', () => {
  test.each<[string, More, WantedCharging, readonly string[]]>([
    ['nothing was said', {}, {}, [...time, 'charger-type AC DC', 'connector-type Type2 CCS2']],
    ['a charger type was', {}, { chargerType: 'DC' }, [...time, 'connector-type CCS2']],
    ['a connector was', { id: 'f1' }, {}, time],
    ['it shall be kept', { id: 'f1' }, { blocks: true }, time.slice(1)],
    ['it shall not be kept', { id: 'f1' }, { blocks: false }, []],
    ['a window was', { id: 'f1', window: within({ start: NINE, end: NINE + HOUR }) }, {}, []],
  ])('of a charge where %s', (_, more, wanted, expected) => expect(open('i1', more, wanted)).toEqual(expected));

  test.each<[string, More, WantedCharging, readonly string[]]>([
    ['nothing was said', {}, {}, [...time, 'battery-type LFP-48V NMC', 'vehicle-type 2-wheeler']],
    ['a battery was', {}, { batteryTypes: ['NMC'] }, [...time, 'vehicle-type 2-wheeler']],
    ['the station was', { id: 'f3' }, { blocks: false, vehicleTypes: ['2-wheeler'] }, ['battery-type LFP-48V NMC']],
    ['a van was', { id: 'v1' }, { blocks: false, batteryTypes: ['LFP-48V'] }, ['location gps address']],
    ['all was', { id: 'v1', place: { address: 'home' } }, { blocks: false, batteryTypes: ['LFP-48V'] }, []],
  ])('of a swap where %s', (_, more, wanted, expected) => expect(open('i2', more, wanted)).toEqual(expected));

  test('is asked for with the quote, and no more once it is ordered', () => {
    const { after } = when(given(select()), init());
    expect(shown(after)?.fulfillments[0]?.own.open).toBeUndefined();
  });

  test('is nothing in what was quoted before anybody asked', () => {
    const before = given(select());
    if (before.stage !== 'quoted') expect.fail('nothing is quoted');
    const { open: _, ...old } = before;
    expect(shown(old)?.fulfillments[0]?.own.open).toBeUndefined();
  });
});
