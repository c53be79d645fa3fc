/** So many connectors, a hundred with each provider, within some kilometres of one another. */

export const CONNECTORS = 10_000;
const OF_PROVIDER = 100;

export const stations = Array.from({ length: CONNECTORS / OF_PROVIDER }, (_, index) => ({
  id: `station-${index}.example`,
  name: `Station ${index}`,
  images: [],
  rating: '4.2',
  currency: 'INR',
  categories: [{ id: 'c1', code: 'green-tariff', name: 'green tariff' }],
  locations: [{ id: 'l1', gps: { lat: 12.9 + (index % 10) / 100, lon: 77.5 + index / 1000 } }],
  fulfillments: Array.from({ length: OF_PROVIDER }, (_, connector) => ({
    id: `${connector}`,
    type: 'CHARGING',
    locationId: 'l1',
    chargerType: connector % 2 === 0 ? 'AC' : 'DC',
    connectorType: 'CCS2',
    powerKw: 50,
    chargerNumber: `${connector}`,
  })),
  items: [
    {
      id: 'energy',
      code: 'energy',
      rate: '11',
      availableWh: 100_000,
      categoryIds: ['c1'],
      locationIds: ['l1'],
      fulfillmentIds: Array.from({ length: OF_PROVIDER }, (_, connector) => `${connector}`),
      addOns: [],
    },
  ],
  reservationFee: '10',
  taxPercent: '18',
  discounts: [],
  support: { phone: '+91-9800000000', email: 'help@station.example', url: 'https://station.example/help' },
  termsUrl: 'https://station.example/terms',
}));
