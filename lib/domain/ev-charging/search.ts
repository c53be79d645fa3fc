import type { WantedCharging } from '../../language/charging.ts';
import { connectorResource } from '../../language/charging.ts';
import { distanceMeters } from '../../language/place.ts';
import type { Query } from '../../language/query.ts';
import type { Found } from '../../language/shown.ts';
import { spanOf } from '../../language/window.ts';
import { ask, type Step } from '../decision.ts';
import { readAmount } from './amount.ts';
import { hasTypes, sameWord } from './choosing.ts';
import { type Fulfillment, gpsOf, type Item, type Provider } from './offers.ts';
import { shownOffers } from './shown-offers.ts';

interface Asked {
  readonly query: Query;
  readonly wanted: WantedCharging;
  readonly at: number;
}

/** Which providers have what is looked for. Who asks for a time only gets what is free then. */
export function search(providers: readonly Provider[], asked: Asked): Step<Found<'ev-charging'>> {
  const matches = providers.flatMap((provider) => match(provider, asked));
  const { start, end } = asked.query.window ? spanOf(asked.query.window, asked.at) : {};
  if (start === undefined || end === undefined || matches.length === 0) return found(matches);
  return ask({ kind: 'free', resources: matches.flatMap(resourcesIn), span: { start, end } }, (answer) => {
    const free = new Set(answer);
    return found(matches.flatMap((one) => keep(one, ({ id }) => free.has(connectorResource(one.provider.id, id)))));
  });
}

interface Match {
  readonly provider: Provider;
  readonly items: readonly Item[];
  readonly connectors: readonly Fulfillment[];
}

function match(provider: Provider, { query, wanted }: Asked): readonly Match[] {
  if (!fitsProvider(provider, query)) return [];
  const items = provider.items.filter((item) => fitsItem(provider, item, query));
  const sold = new Set(items.flatMap(({ fulfillmentIds }) => fulfillmentIds));
  const connectors = provider.fulfillments.filter(
    (connector) => sold.has(connector.id) && hasTypes(connector, wanted) && fitsConnector(provider, connector, query),
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

function fitsItem(provider: Provider, item: Item, { item: asked, category, quantity }: Query): boolean {
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
  if (quantity === undefined) return true;
  const wanted = readAmount(quantity, provider.currency);
  return !('kind' in wanted) && (wanted.wh ?? 0) <= item.availableWh;
}

function fitsConnector(provider: Provider, connector: Fulfillment, { fulfillmentType, near }: Query): boolean {
  if (fulfillmentType !== undefined && !sameWord(connector.type, fulfillmentType)) return false;
  const gps = gpsOf(provider, connector);
  // What comes to the customer has no place of its own.
  return near === undefined || gps === undefined || distanceMeters(near.center, gps) <= near.radiusMeters;
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

const resourcesIn = ({ provider, connectors }: Match) => connectors.map(({ id }) => connectorResource(provider.id, id));

const found = (matches: readonly Match[]): Found<'ev-charging'> => ({
  business: 'ev-charging',
  providers: matches.map(({ provider, items, connectors }) => shownOffers(provider, items, connectors)),
});
