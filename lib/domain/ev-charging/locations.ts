import type { Wish } from '../../language/wish.ts';
import { type Refused, refuse } from '../decision.ts';
import type { Fulfillment, Item, Provider } from './offers.ts';

const MOST_NAMED = 5;

/** Those of the connectors that are where the wish wants them. A wish that names no location takes all of them. */
export function atLocations(
  provider: Provider,
  item: Item,
  wish: Wish,
  connectors: readonly Fulfillment[],
): readonly Fulfillment[] | Refused {
  const named = namedIn(wish);
  const unknown = named.flat().find((id) => !provider.locations.some((location) => location.id === id));
  if (unknown !== undefined)
    return refuse('location-unknown', `provider ${provider.id} has no location ${unknown}: see its locations`);
  const there = connectors.filter(isAt(named, item));
  if (there.length > 0 || connectors.length === 0) return there;
  const words = [...new Set(named.flat())].slice(0, MOST_NAMED).join(', ');
  return refuse(
    'fulfillment-unknown',
    `nothing of item ${item.id} that fits is at location ${words}: choose another location or fulfillment`,
  );
}

/** Whether what is sold under an item is in one of the locations of each list. */
export const isAt =
  (lists: readonly (readonly string[])[], item: Item) =>
  (connector: Fulfillment): boolean =>
    lists.every((ids) => locationsOf(connector, item).some((id) => ids.includes(id)));

/** Buyers copy all locations of an item and then name one elsewhere: a connector has to be in each of the lists. */
const namedIn = ({ locationIds: ofProvider = [], items, fulfillments }: Wish): readonly (readonly string[])[] =>
  [ofProvider, items.flatMap(({ locationIds }) => locationIds ?? []), fulfillments[0]?.locationIds ?? []].filter(
    (ids) => ids.length > 0,
  );

/** A connector for which the catalogue has no location is wherever its item is. */
export const locationsOf = ({ locationId }: Fulfillment, item: Item): readonly string[] =>
  locationId === undefined ? item.locationIds : [locationId];
