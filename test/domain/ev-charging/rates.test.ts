import { describe, expect, test } from 'vitest';
import { type Item, Provider } from '../../../lib/domain/ev-charging/offers.ts';
import { rateOf, ratesAt } from '../../../lib/domain/ev-charging/rates.ts';
import { shownOffers } from '../../../lib/domain/ev-charging/shown-offers.ts';
import { command, given, granted, NINE, provider, when, wish } from './given.ts';

const [ac, dc, station] = provider.fulfillments;
const [plain] = provider.items;
if (ac === undefined || dc === undefined || station === undefined || plain === undefined)
  throw new Error('the provider sells at three places');
const elsewhere = { ...dc, id: 'f4', locationId: 'l2' };
const item = (rates: Item['rates']): Item => ({ ...plain, rate: '10', rates });

describe('the price of a kWh', () => {
  const rates = [
    { price: '20', chargerType: 'DC', locationId: 'l2' },
    { price: '18', chargerType: 'DC' },
    { price: '30', fulfillmentType: 'BATTERY-SWAP' },
    { price: '5', chargerType: 'DC' },
  ] as const;

  test.each([
    ['where all conditions of a rate are met', elsewhere, '20'],
    ['where one of two is not, by the first of the others', dc, '18'],
    ['of a swap', station, '30'],
    ['where no rate is meant', ac, '10'],
  ])('is found %s', (_, connector, price) => expect(rateOf(item([...rates]), connector)).toBe(price));

  test('is the same for all by a rate without conditions', () => {
    expect(ratesAt(item([{ price: '7' }, ...rates]), [ac, dc, station])).toEqual(['7']);
  });

  test('is the one of the item where it has no rates', () => {
    expect(ratesAt(item(undefined), [ac, elsewhere])).toEqual(['10']);
  });

  test('is read as older catalogues have it', () => {
    const older = Provider.parse({ ...provider, items: [item({ DC: '18' })] });
    const [read = plain] = older.items;
    expect([ac, dc, station].map((connector) => rateOf(read, connector))).toEqual(['10', '18', '10']);
  });

  test('may not depend on what nobody knows', () => {
    expect(
      Provider.safeParse({ ...provider, items: [{ ...plain, rates: [{ price: '7', weather: 'rain' }] }] }).success,
    ).toBe(false);
  });
});

describe('a tariff by location', () => {
  const fulfillments = [ac, dc, elsewhere];
  const offer: Provider = {
    ...provider,
    locations: [...provider.locations, { id: 'l2', gps: { lat: 13, lon: 77 } }],
    fulfillments,
    items: [{ ...item([{ price: '9.5', locationId: 'l2' }]), fulfillmentIds: ['f1', 'f2', 'f4'] }],
  };

  test('is quoted where it is', () => {
    const free = fulfillments.map(({ id }) => `ev-charging#${provider.id}#${id}`);
    const at = (id: string) => {
      const asked = { at: NINE, buyerId: 'b', wish: wish({ value: '4', unit: 'kWh' }, { id }), wanted: {} };
      const { after } = when(given(), command('Select', asked, { ...granted, offer, free }));
      return after.stage === 'quoted' ? after.terms.quote.lines[0]?.amount : expect.fail('nothing is quoted');
    };
    expect([at('f2'), at('f4')]).toEqual([4000, 3800]);
  });

  test('is shown from the lowest to the highest of what is shown', () => {
    const pricesOf = (...shown: typeof fulfillments) =>
      shownOffers(offer, offer.items, shown, () => false).items?.map(({ price }) => price);
    expect(pricesOf(dc, elsewhere)).toEqual([{ rate: '9.5', upTo: '10', per: 'kWh' }]);
    expect(pricesOf(dc)).toEqual([{ rate: '10', per: 'kWh' }]);
    expect(pricesOf(elsewhere)).toEqual([{ rate: '9.5', per: 'kWh' }]);
  });
});
