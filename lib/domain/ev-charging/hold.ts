import type { Hold } from '../order/needs.ts';
import { resourceOf } from './catalog.ts';
import { isConfirmed, isOrder } from './evolve.ts';
import type { OrderState, State } from './state.ts';
import { times } from './taxonomy.ts';

/** What is kept for an order, as the decision that brought it here asked for it. */
export function hold(state: State): Hold | undefined {
  const until = isOrder(state) ? keptUntil(state) : undefined;
  if (!isOrder(state) || until === undefined) return undefined;
  const { offer, span } = state.terms;
  return { resource: resourceOf(offer.provider.id, offer.fulfillment.id), span, until, round: state.payments };
}

function keptUntil(state: OrderState): number | undefined {
  if (state.stage === 'initiated') return state.payment.end;
  if (state.stage === 'paid') return state.confirmUntil;
  return isConfirmed(state) ? state.terms.span.end + times.grace : undefined;
}
