import { createHash } from 'node:crypto';
import type { Context } from '../../beckn/message.ts';
import type { OrderKey } from '../ports/orders.ts';

const PREFIX = 'order-';

/** An order id names its history: with its sender it gives the key, so that another buyer's id leads to nothing. */
export const orderIdOf = ({ transactionId }: OrderKey): string => `${PREFIX}${transactionId}`;

export const isOrderId = (id: string): boolean => id.startsWith(PREFIX);

export const keyOf = (buyerId: string, orderId: string): OrderKey | undefined =>
  isOrderId(orderId) ? { buyerId, transactionId: orderId.slice(PREFIX.length) } : undefined;

/** Names an order among those of all buyers, who may choose the same transaction ids; tells nothing of either. */
export const caseIdOf = (key: OrderKey): string => createHash('sha256').update(nameOf(key)).digest('hex').slice(0, 24);

/** The key as one string, for partners and calendars. */
export const nameOf = ({ buyerId, transactionId }: OrderKey): string =>
  `${encodeURIComponent(buyerId)}#${transactionId}`;

/** Undefined for what none of ours is called, whatever a partner sends back. */
export function keyIn(reference: string): OrderKey | undefined {
  const at = reference.indexOf('#');
  const buyerId = at > 0 ? decoded(reference.slice(0, at)) : undefined;
  return buyerId === undefined ? undefined : { buyerId, transactionId: reference.slice(at + 1) };
}

function decoded(encoded: string): string | undefined {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
}

interface FromBuyer {
  readonly context: Context;
}

/** The order of the request's own transaction. */
export const transactionKey = ({ context }: FromBuyer): OrderKey => ({
  buyerId: context.buyer.id,
  transactionId: context.transactionId,
});

/** The order that the buyer names; an id that is none of ours leads to an empty history. */
export const orderKey = ({ context }: FromBuyer, orderId: string): OrderKey =>
  keyOf(context.buyer.id, orderId) ?? { buyerId: context.buyer.id, transactionId: '' };
