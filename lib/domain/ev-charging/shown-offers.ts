import { toMinor } from '../../language/money.ts';
import type { Circle } from '../../language/place.ts';
import type { Measure, ShownFulfillment, ShownItem, ShownProvider } from '../../language/shown.ts';
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
  return {
    ...shownProvider(provider),
    categories: provider.categories.map(({ id, code, name }) => ({ id, words: { code, name } })),
    locations: provider.locations.map(({ id, gps, address }) => ({ id, gps, address })),
    items: items.map((item) => {
      const sold = item.fulfillmentIds.flatMap((id) => shown.get(id) ?? []);
      return { ...energyItem(item, provider.currency, ...sold), fulfillmentIds: sold.map(({ id }) => id) };
    }),
    fulfillments: connectors.map((connector) => shownConnector(provider, connector, !isOutOfOrder(connector))),
  };
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
