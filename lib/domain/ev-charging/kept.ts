import { connectorResource } from '../../language/charging.ts';
import type { Kept } from '../../language/needs.ts';
import type { EventOf } from './events.ts';
import { times } from './policy.ts';
import { type Held, isConfirmed, isOrder, type OrderState, type Quoted, type State } from './state.ts';
import type { Terms } from './terms.ts';

const heldBy = ({ offer, span }: Terms): Held => ({
  resource: connectorResource(offer.provider.id, offer.fulfillment.id),
  span,
});

/** The connector of an order in its window, kept until then. */
export const keptUntil = (state: OrderState, until: number): Kept => ({
  ...heldBy(state.terms),
  until,
  round: ('keptRound' in state ? state.keptRound : undefined) ?? state.round,
});

/** The last that the order had, with what it has. Who read it long before that has died by now. */
export function withFormer({ former = [], terms }: OrderState): readonly Held[] {
  const last = heldBy(terms);
  return [...former.filter((one) => !isSame(one, last)), last].slice(-MOST_FORMER);
}

export const isSame = (one: Held, other: Held): boolean =>
  one.resource === other.resource && one.span.start === other.span.start && one.span.end === other.span.end;

/**
 * Who decides takes a hold before it is written down, and may lose or die then. What such an attempt has taken is given back
 * by the next one of the same message, whatever comes of that (decision 67).
 */
export const dropped = (
  held: readonly Held[],
  { state, round, at }: { readonly state: Quoted | OrderState; readonly round: number; readonly at: number },
): readonly EventOf<'HoldDropped'>[] =>
  held
    .filter((one, index) => held.findIndex((other) => isSame(one, other)) === index)
    .filter((one) => !keptFor(state).some((kept) => isSame(one, kept)) && one.span.end + times.grace > at)
    .map((one) => ({ type: 'HoldDropped', ...one, round }));

/** What an earlier attempt of a confirmation may have taken: what was initiated at the time. */
export const lostByConfirm = ({ at }: { readonly at: number }, state: Quoted | OrderState) =>
  dropped(isOrder(state) ? withFormer(state) : (state.former ?? []), { state, round: state.round, at });

/** The same where a confirmation is refused without being tried again. */
export const confirmedUnheard = (told: { readonly at: number }, state: State): readonly EventOf<'HoldDropped'>[] =>
  state.stage === 'new' ? [] : lostByConfirm(told, state);

const MOST_FORMER = 8;

/** What is kept for an order, as the decision that brought it here asked for it. */
export function keptFor(state: State): readonly Kept[] {
  if (!isOrder(state)) return [];
  if (state.stage === 'initiated') return [keptUntil(state, state.purse.due.end)];
  if (state.stage === 'paid') return [keptUntil(state, state.confirmUntil)];
  return isConfirmed(state) ? [keptUntil(state, state.terms.span.end + times.grace)] : [];
}
