import { type Provider, Provider as ProviderSchema } from '../../lib/domain/ev-charging/offers.ts';
import { seededProviders } from '../../lib/domain/ev-charging/seed.ts';

/** What is sold here: the seeded catalogue, and a provider with so many places that hardly anybody is in another's way. */

const connectors = Array.from({ length: 24 }, (_, index) => `${index + 1}`);

const crowded: Provider = ProviderSchema.parse({
  id: 'park.example',
  name: 'Car park',
  images: ['https://park.example/logo.png'],
  rating: '3.5',
  currency: 'INR',
  categories: [{ id: 'c1', code: 'green-tariff', name: 'green tariff' }],
  locations: [{ id: 'l1', gps: { lat: 12.93, lon: 77.61 }, address: '4 Ring Road' }],
  fulfillments: connectors.map((id, index) => ({
    id,
    type: 'CHARGING',
    locationId: 'l1',
    chargerType: index % 2 === 0 ? 'AC' : 'DC',
    connectorType: 'CCS2',
    powerKw: 22,
    chargerNumber: `P${id}`,
  })),
  items: [
    {
      id: 'energy',
      code: 'energy',
      rate: '12.35',
      rates: [{ price: '17.99', chargerType: 'DC' }],
      availableWh: 80_000,
      categoryIds: ['c1'],
      locationIds: ['l1'],
      fulfillmentIds: connectors,
      addOns: [{ id: 'tea', name: 'Tea', price: '15.55' }],
    },
  ],
  reservationFee: '25',
  taxPercent: '18',
  discounts: [
    { id: 'all', title: 'For all', percent: '3.33' },
    { id: 'friend', title: 'For who names it', percent: '30', onRequest: true },
  ],
  support: { phone: '1800 1', email: 'help@park.example', url: 'https://park.example/help' },
  termsUrl: 'https://park.example/terms',
});

export const catalogue: readonly Provider[] = [...seededProviders, crowded];

export interface Place {
  readonly provider: string;
  readonly item: string;
  readonly fulfillment: string;
  readonly addOns: readonly string[];
  readonly offers: readonly string[];
}

/** Wherever something is sold. */
export const places: readonly Place[] = catalogue.flatMap(({ id: provider, items, fulfillments, discounts }) =>
  fulfillments.flatMap(({ id: fulfillment }) =>
    items
      .filter(({ fulfillmentIds }) => fulfillmentIds.includes(fulfillment))
      .map(({ id: item, addOns }) => ({
        provider,
        item,
        fulfillment,
        addOns: addOns.map(({ id }) => id),
        offers: discounts.flatMap(({ id }) => id ?? []),
      })),
  ),
);
