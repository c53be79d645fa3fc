import type { WantedCharging } from '../../language/charging.ts';
import type { Quantity, Wish } from '../../language/wish.ts';
import { type Refused, refuse } from '../decision.ts';
import type { Fulfillment, Item, Provider } from './offers.ts';
import { hasPower } from './power.ts';
import { sameWord } from './same-word.ts';
import type { Terms } from './terms.ts';

/** Finds in a provider's catalogue what a wish names. */

export interface Choice {
  readonly item: Item;
  readonly addOnIds: readonly string[];
  readonly quantity?: Quantity;
}

export function chooseItem(provider: Provider, wish: Wish, selected: Terms | undefined): Choice | Refused {
  const addOns = new Set(provider.items.flatMap((item) => item.addOns.map(({ id }) => id)));
  const lines = wish.items.filter(({ id }) => !addOns.has(id));
  const [line] = lines;
  if (lines.some(({ id }) => id !== line?.id))
    return refuse('not-allowed', 'one order is for one item: send a transaction for each');
  const itemId = line?.id ?? selected?.offer.item.id;
  const item = provider.items.find(({ id }) => id === itemId);
  if (item === undefined)
    return refuse('item-unknown', `provider ${provider.id} has no item ${itemId ?? '(none named)'}`);
  if (selected !== undefined && selected.offer.item.id !== item.id && line?.quantity === undefined)
    return refuse('expired', `item ${item.id} was not selected: select it first`);

  const named = [
    ...lines.flatMap(({ addOnIds }) => addOnIds),
    ...wish.items.map(({ id }) => id).filter((id) => addOns.has(id)),
  ];
  const missing = named.find((id) => !item.addOns.some((addOn) => addOn.id === id));
  if (missing !== undefined) return refuse('add-on-unknown', `item ${item.id} has no add-on ${missing}`);
  const addOnIds = named.length > 0 || selected === undefined ? [...new Set(named)] : selected.addOnIds;
  return { item, addOnIds, quantity: line?.quantity };
}

/** The connectors that fit the wish, in the order in which they are offered. */
export function fittingConnectors(
  provider: Provider,
  item: Item,
  { wish, wanted }: { readonly wish: Wish; readonly wanted: WantedCharging },
  selected: Terms | undefined,
): readonly Fulfillment[] {
  const [asked] = wish.fulfillments;
  const id = asked?.id ?? selected?.offer.fulfillment.id;
  const sold = new Set(item.fulfillmentIds);
  return provider.fulfillments
    .filter((connector) => sold.has(connector.id))
    .filter((connector) => id === undefined || connector.id === id)
    .filter(({ type }) => asked?.type === undefined || sameWord(type, asked.type))
    .filter(suits(wanted));
}

/** Whether a connector is of the kind that is wanted. */
export function suits({ chargerType, connectorType, power }: WantedCharging): (connector: Fulfillment) => boolean {
  const isStrong = hasPower(power);
  return (connector) =>
    (chargerType === undefined || sameWord(connector.chargerType, chargerType)) &&
    (connectorType === undefined || sameWord(connector.connectorType, connectorType)) &&
    isStrong(connector);
}
