import { connectorResource } from '../../language/charging.ts';
import type { Kept } from '../../language/needs.ts';
import { times } from './policy.ts';
import { isConfirmed, isOrder, type OrderState, type State } from './state.ts';

/** The connector of an order in its window, kept until then. */
export const keptUntil = ({ terms: { offer, span }, round }: OrderState, until: number): Kept => ({
  resource: connectorResource(offer.provider.id, offer.fulfillment.id),
  span,
  until,
  round,
});

/** What is kept for an order, as the decision that brought it here asked for it. */
export function keptFor(state: State): readonly Kept[] {
  if (!isOrder(state)) return [];
  if (state.stage === 'initiated') return [keptUntil(state, state.purse.due.end)];
  if (state.stage === 'paid') return [keptUntil(state, state.confirmUntil)];
  return isConfirmed(state) ? [keptUntil(state, state.terms.span.end + times.grace)] : [];
}
