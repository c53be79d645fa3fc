import { connectorResource } from '../../language/charging.ts';
import type { Kept } from '../../language/needs.ts';
import { times } from './policy.ts';
import { type Held, isConfirmed, isOrder, type OrderState, type State } from './state.ts';

/** The connector of an order in its window, kept until then. */
export const keptUntil = ({ terms: { offer, span }, round }: OrderState, until: number): Kept => ({
  resource: connectorResource(offer.provider.id, offer.fulfillment.id),
  span,
  until,
  round,
});

/** The last that the order had, with what it has. Who read it long before that has died by now. */
export function withFormer(state: OrderState): readonly Held[] {
  const { resource, span } = keptUntil(state, 0);
  return [...(state.former ?? []), { resource, span }].slice(-MOST_FORMER);
}

const MOST_FORMER = 8;

/** What is kept for an order, as the decision that brought it here asked for it. */
export function keptFor(state: State): readonly Kept[] {
  if (!isOrder(state)) return [];
  if (state.stage === 'initiated') return [keptUntil(state, state.purse.due.end)];
  if (state.stage === 'paid') return [keptUntil(state, state.confirmUntil)];
  return isConfirmed(state) ? [keptUntil(state, state.terms.span.end + times.grace)] : [];
}
