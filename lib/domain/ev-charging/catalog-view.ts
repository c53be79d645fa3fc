import { toMinor } from '../money.ts';
import type { FulfillmentView, ItemView, ProviderView } from '../order/view.ts';
import { type Fulfillment, gpsOf, type Item, type Provider, rateOf } from './catalog.ts';
import type { Offer } from './terms.ts';

/** Catalogue entries in the words that all domains share. */

export const providerView = ({ id, name, code, shortDesc, images, rating }: Offer['provider']): ProviderView => ({
  id,
  words: { name, code, shortDesc, images },
  rating,
});

/** A whole provider with what it offers: only these items, only these connectors. */
export function offerView(
  provider: Provider,
  items: readonly Item[],
  connectors: readonly Fulfillment[],
): ProviderView {
  const shown = new Set(connectors.map(({ id }) => id));
  return {
    ...providerView(provider),
    categories: provider.categories.map(({ id, code, name }) => ({ id, words: { code, name } })),
    locations: provider.locations.map(({ id, gps, address }) => ({ id, gps, address })),
    items: items.map((item) => ({
      ...energyItem(item, provider.currency),
      fulfillmentIds: item.fulfillmentIds.filter((id) => shown.has(id)),
    })),
    fulfillments: connectors.map((connector) => connectorView(provider, connector)),
  };
}

export const energyItem = (item: Item, currency: string, connector?: Fulfillment): ItemView => ({
  id: item.id,
  words: { code: item.code, name: item.name },
  price: { rate: connector === undefined ? item.rate : rateOf(item, connector), unit: 'kWH' },
  currency,
  availableWh: item.availableWh,
  categoryIds: item.categoryIds,
  fulfillmentIds: item.fulfillmentIds,
  locationIds: item.locationIds,
  addOns: item.addOns.map(({ id, name, price }) => ({ id, name, amount: toMinor(price) })),
});

export function connectorView(provider: Pick<Provider, 'locations'>, connector: Fulfillment): FulfillmentView {
  const gps = gpsOf(provider, connector);
  const facts = [
    { name: 'Charger type', code: 'charger-type', value: connector.chargerType },
    { name: 'Connector type', code: 'connector-type', value: connector.connectorType },
    { name: 'Power Rating', code: 'power-rating', value: connector.powerRating ?? `${connector.powerKw}kW` },
    { name: 'Availability', code: 'availability', value: 'Available' },
  ];
  return {
    id: connector.id,
    type: connector.type,
    place: { id: connector.locationId, gps, mapUrl: connector.mapUrl },
    facts: facts.flatMap(({ name, code, value }) => (value === undefined ? [] : [{ name, code, value }])),
  };
}
