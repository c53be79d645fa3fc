import type { WantedCharging } from '../../language/charging.ts';
import { connectorResource } from '../../language/charging.ts';
import { distanceMeters } from '../../language/place.ts';
import type { Query } from '../../language/query.ts';
import type { Found } from '../../language/shown.ts';
import type { Span } from '../../language/span.ts';
import { spanOf } from '../../language/window.ts';
import type { Asked } from '../business.ts';
import { ask, type Step } from '../decision.ts';
import { readAmount } from './amount.ts';
import { suits } from './choosing.ts';
import { tooFar } from './coming.ts';
import { offeredTo } from './discounts.ts';
import { isAt } from './locations.ts';
import { type Fulfillment, gpsOf, type Item, isSwap, type Provider } from './offers.ts';
import { times } from './policy.ts';
import { ratingOf } from './rating.ts';
import { sameWord } from './same-word.ts';
import { shownOffers } from './shown-offers.ts';
import { looksForSwap, suitsVehicle } from './suited.ts';

type Looked = Asked<WantedCharging>;

/** A provider with what is looked for in it, so that a search need not make it again. */
export interface Shelf {
  readonly provider: Provider;
  /** Of the provider itself, of each item with its provider, and of all. */
  readonly words: {
    readonly name: Words;
    readonly items: ReadonlyMap<Item, Words>;
    readonly all: Words;
  };
}

type Words = readonly string[];

export function shelve(provider: Provider): Shelf {
  const name = words([provider.name, provider.code, provider.shortDesc]);
  const items = new Map(provider.items.map((item) => [item, words([...name, ...textsOf(provider, item)])]));
  return { provider, words: { name, items, all: words([...items.values()].flat()) } };
}

/** Calendars are asked for so many times as many places as are shown: most places are free at most times. */
const CALENDARS_PER_PLACE = 5;

/** Which providers have what is looked for, nearest first. Who asks for a time only gets what is free then. */
export function search(shelves: readonly Shelf[], asked: Looked): Step<Found<'ev-charging'>> {
  const { query, most } = asked;
  const places = shelves.flatMap((shelf) => placesOn(shelf, asked)).sort(order);
  const { start, end = start && start + times.unsaid } = query.window ? spanOf(query.window, asked.at) : {};
  if (places.length === 0) return found(places, asked);
  if (start === undefined || end === undefined) return foundAsTheyAre(places, asked);
  const likely = places.slice(0, most * CALENDARS_PER_PLACE);
  const span = { start, end: Math.min(end, start + times.longestWindow) };
  return ask({ kind: 'free', resources: likely.map(resourceOf), span, enough: most }, (answer) => {
    const free = new Set(answer);
    const open = likely.filter((place) => free.has(resourceOf(place)));
    return freeIn(span, found(open, asked));
  });
}

/** Says of all that was found when it can be had. */
const freeIn = (span: Span, { providers, ...rest }: Found<'ev-charging'>): Found<'ev-charging'> => ({
  ...rest,
  providers: providers.map(({ fulfillments = [], ...provider }) => ({
    ...provider,
    fulfillments: fulfillments.map((fulfillment) => ({ ...fulfillment, span })),
  })),
});

/** Who names no time hears of all that fits, and which of those that are shown cannot be had. */
function foundAsTheyAre(places: readonly Place[], asked: Looked): Step<Found<'ev-charging'>> {
  const resources = places.slice(0, asked.most).map(resourceOf);
  return ask({ kind: 'out-of-order', resources }, (answer) => found(places, asked, new Set(answer)));
}

const resourceOf = ({ provider, connector }: Pick<Place, 'provider' | 'connector'>) =>
  connectorResource(provider.id, connector.id);

/** A connector that fits, with the items under which it is sold. */
interface Place {
  readonly provider: Provider;
  readonly items: readonly Item[];
  readonly connector: Fulfillment;
  readonly rating: string | undefined;
  /** Absent where nobody named a place, or it has none. */
  readonly meters?: number;
}

function placesOn({ provider, words }: Shelf, { query, wanted, ratings }: Looked): readonly Place[] {
  const rating = ratingOf(provider, ratings?.get(provider.id));
  if (!fitsProvider(provider, words, query, rating)) return [];
  const items = provider.items.filter((item) => fitsItem(provider, item, words.items.get(item) ?? [], query));
  const sold = Map.groupBy(
    items.flatMap((item) => item.fulfillmentIds.map((id) => ({ id, item }))),
    ({ id }) => id,
  );
  const hasKind = suits(wanted);
  const serves = suitsVehicle(wanted);
  const isWanted = (connector: Fulfillment) =>
    hasKind(connector) && serves(connector) && fitsType(connector, query.fulfillmentType, wanted);
  return provider.fulfillments.flatMap((connector) => {
    const under = (sold.get(connector.id) ?? []).filter(({ item }) => isAt(query.locationIds ?? [], item)(connector));
    if (under.length === 0 || !isWanted(connector)) return [];
    if (query.near !== undefined && tooFar(connector, { gps: query.near.center })) return [];
    const meters = metersTo(provider, connector, query);
    if (meters !== undefined && query.near !== undefined && meters > query.near.radiusMeters) return [];
    return [{ provider, items: under.map(({ item }) => item), connector, rating, meters }];
  });
}

/** The nearest first; what comes to the customer comes last of those; then the best providers. */
const order = (one: Place, other: Place): number =>
  (one.meters ?? Number.MAX_VALUE) - (other.meters ?? Number.MAX_VALUE) ||
  Number(other.rating ?? 0) - Number(one.rating ?? 0);

function fitsProvider(
  provider: Provider,
  known: Shelf['words'],
  { provider: asked, text }: Query,
  rating: string | undefined,
): boolean {
  if (asked?.id !== undefined && asked.id !== provider.id) return false;
  const isNamed = (wanted: string) =>
    [provider.name, provider.code, provider.id].some((name) => sameWord(name, wanted));
  if (asked?.code !== undefined && !isNamed(asked.code)) return false;
  if (asked?.name !== undefined && !isNamed(asked.name) && !saysAll(known.name, asked.name)) return false;
  if (asked?.rating !== undefined && Number(rating ?? 0) < Number.parseFloat(asked.rating)) return false;
  return text === undefined || saysAll(known.all, text);
}

/** An item's code is one word; its name is whatever people call it, so it is looked for as a text. */
function fitsItem(provider: Provider, item: Item, known: Words, { item: asked, category, quantity }: Query): boolean {
  if (asked?.id !== undefined && asked.id !== item.id) return false;
  const isNamed = (wanted: string) => sameWord(item.code, wanted) || sameWord(item.name, wanted);
  if (asked?.code !== undefined && !isNamed(asked.code)) return false;
  if (asked?.name !== undefined && !isNamed(asked.name) && !saysAll(known, asked.name)) return false;
  const categories = provider.categories.filter(({ id }) => item.categoryIds.includes(id));
  for (const wanted of [category?.id, category?.code, category?.name])
    if (
      wanted !== undefined &&
      !categories.some(({ id, code, name }) => [id, code, name].some((word) => sameWord(word, wanted)))
    )
      return false;
  if (quantity === undefined) return true;
  const wanted = readAmount(quantity, provider.currency);
  return !('kind' in wanted) && (wanted.wh ?? 0) <= item.availableWh;
}

const fitsType = (connector: Fulfillment, type: string | undefined, wanted: WantedCharging): boolean =>
  type === undefined ? !looksForSwap(wanted) || isSwap(connector) : sameWord(connector.type, type);

/** What comes to the customer has no place of its own. */
function metersTo(provider: Provider, connector: Fulfillment, { near }: Query): number | undefined {
  const gps = near && gpsOf(provider, connector);
  return near && gps && distanceMeters(near.center, gps);
}

/** An item's own words, of where it is sold and of what it belongs to. */
function textsOf(provider: Provider, { code, name, addOns, categoryIds, fulfillmentIds }: Item) {
  const sold = new Set(fulfillmentIds);
  return [
    code,
    name,
    ...addOns.map((addOn) => addOn.name),
    ...provider.categories.filter(({ id }) => categoryIds.includes(id)).flatMap((one) => [one.code, one.name]),
    ...provider.fulfillments
      .filter(({ id }) => sold.has(id))
      .flatMap((one) => [one.type, one.connectorType, one.chargerType, ...(one.batteryTypes ?? [])]),
    'ev charging',
  ];
}

/** Each once: thousands of connectors have few words. */
const words = (texts: readonly (string | undefined)[]): Words => [
  ...new Set(
    texts
      .join(' ')
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word !== ''),
  ),
];

const saysAll = (known: Words, wanted: string) =>
  words([wanted]).every((word) => known.some((one) => one.startsWith(word)));

/** Providers in the order of their best place. */
function found(
  places: readonly Place[],
  { most, at, buyerId, ratings }: Looked,
  outOfOrder: ReadonlySet<string> = new Set(),
): Found<'ev-charging'> {
  const shown = places.slice(0, most);
  const byProvider = Map.groupBy(shown, ({ provider }) => provider);
  return {
    business: 'ev-charging',
    left: places.length - shown.length,
    providers: [...byProvider].map(([provider, some]) => {
      const sellable = new Set(some.flatMap(({ items }) => items));
      const items = provider.items.filter((item) => sellable.has(item));
      const offered = shownOffers(
        provider,
        items,
        some.map(({ connector }) => connector),
        (connector) => outOfOrder.has(resourceOf({ provider, connector })),
      );
      const ids = items.map(({ id }) => id);
      const said = ratings?.get(provider.id);
      return {
        ...offered,
        rating: ratingOf(provider, said),
        ratings: said?.count,
        offers: offeredTo(provider, ids, { at, buyerId }),
      };
    }),
  };
}
