import type { Session } from '../../language/charging.ts';
import { type Refused, refuse } from '../decision.ts';
import type { Charging, OrderState, Requested } from './state.ts';

export const sessionOf = ({ terms, sessionId }: Requested | Charging): Session => ({
  providerId: terms.offer.provider.id,
  sessionId,
});

/** Who means another fulfillment does not mean this order. */
export function otherFulfillment(
  { fulfillmentId }: { readonly fulfillmentId?: string },
  { terms }: OrderState,
): Refused | undefined {
  const own = terms.offer.fulfillment.id;
  return fulfillmentId === undefined || fulfillmentId === own
    ? undefined
    : refuse('fulfillment-unknown', `this order has fulfillment ${own}`);
}
