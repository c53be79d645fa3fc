import type { Session } from '../../language/charging.ts';
import type { Told } from '../commands.ts';
import { type Refused, refuse } from '../decision.ts';
import type { Charging, OrderState, Requested } from './state.ts';

export const sessionOf = ({ terms, sessionId }: Requested | Charging): Session => ({
  providerId: terms.offer.provider.id,
  sessionId,
});

/** The sessions of an order are numbered, so that one who starts the next and dies asks for the same when he comes again. */
export const sessionIdOf = ({ caseId }: Pick<Told, 'caseId'>, number: number): string => `session-${caseId}-${number}`;

export const numberOf = (sessionId: string): number => Number(/-(\d{1,9})$/.exec(sessionId)?.[1] ?? 0);

export const isOwn = (sessionId: string, told: Pick<Told, 'caseId'>): boolean =>
  sessionId === sessionIdOf(told, numberOf(sessionId));

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
