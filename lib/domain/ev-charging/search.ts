import { type Needed, need } from '../decider.ts';
import type { Found } from '../domain.ts';
import type { Answers } from '../order/needs.ts';
import type { Query } from '../order/query.ts';
import { readAmount } from './amount.ts';
import { type Fulfillment, gpsOf, type Item, type Provider, readProvider, resourceOf } from './catalog.ts';
import { offerView } from './catalog-view.ts';
import { labelValue, sameWord } from './choosing.ts';
import { times } from './taxonomy.ts';

/** How many connectors are shown to who asks for a time: for each of them a calendar is read. */
const MOST_SHOWN = 200;

/** Which providers have what is looked for. Who asks for a time only gets what is free then, as far as anybody can book. */
export function search(catalogue: readonly unknown[], query: Query, answers: Answers): Found | Needed {
  const matches = catalogue.flatMap((entry) => match(readProvider(entry), query));
  if (query.span === undefined || matches.length === 0) return found(matches);
  const { start, end } = query.span;
  if (answers.free === undefined)
    return need({
      kind: 'free',
      resources: matches.flatMap(resourcesIn),
      span: { start, end: Math.min(end, start + times.longestWindow) },
      enough: MOST_SHOWN,
    });
  const free = new Set(answers.free);
  return found(matches.flatMap((one) => keep(one, ({ id }) => free.has(resourceOf(one.provider.id, id)))));
}

interface Match {
  readonly provider: Provider;
  readonly items: readonly Item[];
  readonly connectors: readonly Fulfillment[];
}

function match(provider: Provider | undefined, query: Query): readonly Match[] {
  if (provider === undefined || !fitsProvider(provider, query)) return [];
  const items = provider.items.filter((item) => fitsItem(provider, item, query));
  const sold = new Set(items.flatMap(({ fulfillmentIds }) => fulfillmentIds));
  const connectors = provider.fulfillments.filter(
    (connector) => sold.has(connector.id) && fitsConnector(provider, connector, query),
  );
  return keep({ provider, items, connectors }, () => true);
}

/** Drops connectors, then the items that have none left. */
function keep({ provider, items, connectors }: Match, fits: (connector: Fulfillment) => boolean): readonly Match[] {
  const left = connectors.filter(fits);
  const ids = new Set(left.map(({ id }) => id));
  const sellable = items.filter(({ fulfillmentIds }) => fulfillmentIds.some((id) => ids.has(id)));
  return sellable.length === 0 ? [] : [{ provider, items: sellable, connectors: left }];
}

function fitsProvider(provider: Provider, { provider: asked, text }: Query): boolean {
  if (asked?.id !== undefined && asked.id !== provider.id) return false;
  const known = [provider.name, provider.code, provider.id];
  for (const wanted of [asked?.name, asked?.code])
    if (wanted !== undefined && !known.some((name) => sameWord(name, wanted))) return false;
  if (asked?.rating !== undefined && Number(provider.rating ?? 0) < Number.parseFloat(asked.rating)) return false;
  return text === undefined || saysAll(textOf(provider), text);
}

function fitsItem(provider: Provider, item: Item, { item: asked, category, amount }: Query): boolean {
  if (asked?.id !== undefined && asked.id !== item.id) return false;
  for (const wanted of [asked?.code, asked?.name])
    if (wanted !== undefined && !sameWord(item.code, wanted) && !sameWord(item.name, wanted)) return false;
  const categories = provider.categories.filter(({ id }) => item.categoryIds.includes(id));
  for (const wanted of [category?.id, category?.code, category?.name])
    if (
      wanted !== undefined &&
      !categories.some(({ id, code, name }) => [id, code, name].some((word) => sameWord(word, wanted)))
    )
      return false;
  if (amount === undefined) return true;
  const wanted = readAmount(amount, provider.currency);
  return !('kind' in wanted) && (wanted.wh ?? 0) <= item.availableWh;
}

function fitsConnector(provider: Provider, connector: Fulfillment, { fulfillmentType, near, labels }: Query): boolean {
  if (fulfillmentType !== undefined && !sameWord(connector.type, fulfillmentType)) return false;
  const chargerType = labelValue(labels, 'charger-type');
  if (chargerType !== undefined && !sameWord(connector.chargerType, chargerType)) return false;
  const connectorType = labelValue(labels, 'connector-type');
  if (connectorType !== undefined && !sameWord(connector.connectorType, connectorType)) return false;
  const gps = gpsOf(provider, connector);
  // What comes to the customer has no place of its own.
  return near === undefined || gps === undefined || distanceMeters(near, gps) <= near.radiusMeters;
}

const EARTH_RADIUS_METERS = 6_371_008.8;

export function distanceMeters(from: Gps, to: Gps): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const halfLat = Math.sin(radians(to.lat - from.lat) / 2);
  const halfLon = Math.sin(radians(to.lon - from.lon) / 2);
  const chord = halfLat ** 2 + Math.cos(radians(from.lat)) * Math.cos(radians(to.lat)) * halfLon ** 2;
  return 2 * EARTH_RADIUS_METERS * Math.asin(Math.min(1, Math.sqrt(chord)));
}

interface Gps {
  readonly lat: number;
  readonly lon: number;
}

const textOf = (provider: Provider) =>
  [
    provider.name,
    provider.code,
    provider.shortDesc,
    ...provider.categories.flatMap(({ code, name }) => [code, name]),
    ...provider.items.flatMap(({ code, name, addOns }) => [code, name, ...addOns.map((addOn) => addOn.name)]),
    ...provider.fulfillments.flatMap(({ type, connectorType, chargerType }) => [type, connectorType, chargerType]),
    'ev charging',
  ].join(' ');

const words = (text: string) =>
  text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');

const saysAll = (text: string, wanted: string) => {
  const known = words(text);
  return words(wanted).every((word) => known.some((one) => one.startsWith(word)));
};

const resourcesIn = ({ provider, connectors }: Match) => connectors.map(({ id }) => resourceOf(provider.id, id));

const found = (matches: readonly Match[]): Found => ({
  kind: 'found',
  providers: matches.map(({ provider, items, connectors }) => offerView(provider, items, connectors)),
});
