import { toMinor } from '../../language/money.ts';
import type { Circle } from '../../language/place.ts';
import type { Measure, ShownFulfillment, ShownItem, ShownProvider } from '../../language/shown.ts';
import { locationsOf } from './locations.ts';
import { comesToCustomer, type Fulfillment, gpsOf, type Item, isSwap, type Provider } from './offers.ts';
import { ratesAt } from './rates.ts';
import type { Offer } from './terms.ts';

/** Catalogue entries as outsiders may see them. */

export const shownProvider = ({
  id,
  name,
  code,
  shortDesc,
  images,
  rating,
}: Offer['provider']): ShownProvider<'ev-charging'> => ({
  id,
  words: { name, code, shortDesc, images },
  rating,
});

/** A whole provider with what it offers: only these items, only these connectors. */
export function shownOffers(
  provider: Provider,
  items: readonly Item[],
  connectors: readonly Fulfillment[],
  isOutOfOrder: (connector: Fulfillment) => boolean,
): ShownProvider<'ev-charging'> {
  const shown = new Map(connectors.map((connector) => [connector.id, connector]));
  const sold = items.map((item) => soldAt(item, shown));
  const there = new Set(sold.flatMap(({ places }) => places));
  return {
    ...shownProvider(provider),
    categories: provider.categories.map(({ id, code, name }) => ({ id, words: { code, name } })),
    locations: provider.locations
      .filter(({ id }) => there.has(id))
      .map(({ id, gps, address }) => ({ id, gps, address })),
    items: sold.map(({ item, connectors: some, places }) => ({
      ...energyItem(item, provider.currency, ...some),
      fulfillmentIds: some.map(({ id }) => id),
      locationIds: item.locationIds.filter((id) => places.includes(id)),
    })),
    fulfillments: connectors.map((connector) => shownConnector(provider, connector, !isOutOfOrder(connector))),
  };
}

/** Where an item is sold, as far as that is shown. */
function soldAt(item: Item, shown: ReadonlyMap<string, Fulfillment>) {
  const connectors = item.fulfillmentIds.flatMap((id) => shown.get(id) ?? []);
  const places = [...new Set(connectors.flatMap((connector) => locationsOf(connector, item)))];
  return { item, connectors, places };
}

/** With its price at these places. */
export const energyItem = (item: Item, currency: string, ...connectors: readonly Fulfillment[]): ShownItem => ({
  id: item.id,
  words: { code: item.code, name: item.name },
  price: priceAt(item, connectors),
  currency,
  available: energy(item.availableWh),
  ...(item.minimumWh !== undefined && { minimum: energy(item.minimumWh) }),
  categoryIds: item.categoryIds,
  fulfillmentIds: item.fulfillmentIds,
  locationIds: item.locationIds,
  addOns: item.addOns.map(({ id, name, price }) => ({ id, name, amount: toMinor(price) })),
});

function priceAt(item: Item, connectors: readonly Fulfillment[]): ShownItem['price'] {
  const [lowest = item.rate, ...higher] = ratesAt(item, connectors);
  return { rate: lowest, upTo: higher.at(-1), per: 'kWh' };
}

export const energy = (amount: number): Measure => ({ amount, unit: 'Wh' });

export const shownConnector = (
  provider: Pick<Provider, 'locations'>,
  connector: Fulfillment,
  isAvailable = true,
): ShownFulfillment<'ev-charging'> => ({
  id: connector.id,
  type: connector.type,
  place: {
    id: connector.locationId,
    gps: gpsOf(provider, connector),
    mapUrl: connector.mapUrl,
    area: comesToCustomer(connector) ? areaOf(connector) : undefined,
  },
  own: {
    isSwap: isSwap(connector),
    chargerType: connector.chargerType,
    connectorType: connector.connectorType,
    power: connector.powerRating ?? `${connector.powerKw}kW`,
    batteryTypes: connector.batteryTypes,
    vehicleTypes: connector.vehicleTypes,
    isAvailable,
  },
});

const areaOf = ({ serviceArea }: Fulfillment): Circle | undefined =>
  serviceArea && { center: serviceArea.center, radiusMeters: serviceArea.radiusKm * 1000 };
