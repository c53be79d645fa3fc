import { chargerTypes, type Fulfillment, type Item } from './offers.ts';

type Rate = Extract<NonNullable<Item['rates']>, readonly unknown[]>[number];

/** The price of a kWh there: that of the first rate whose conditions are all met. */
export const rateOf = (item: Item, connector: Fulfillment): string =>
  ratesOf(item).find((rate) => isMet(rate, connector))?.price ?? item.rate;

/** What is had of an item at these places, from the lowest price to the highest. */
export const ratesAt = (item: Item, connectors: readonly Fulfillment[]): readonly string[] =>
  [...new Set(connectors.map((connector) => rateOf(item, connector)))].toSorted(
    (one, other) => Number(one) - Number(other),
  );

const isMet = ({ chargerType, locationId, fulfillmentType }: Rate, connector: Fulfillment): boolean =>
  (chargerType === undefined || chargerType === connector.chargerType) &&
  (locationId === undefined || locationId === connector.locationId) &&
  (fulfillmentType === undefined || fulfillmentType === connector.type);

/** Older catalogues, and orders of them, have a price for each charger type. */
function ratesOf({ rates = [] }: Item): readonly Rate[] {
  if (Array.isArray(rates)) return rates;
  return chargerTypes.flatMap((chargerType) => {
    const price = rates[chargerType];
    return price === undefined ? [] : { chargerType, price };
  });
}
