import type { Action } from '../../lib/beckn/actions.ts';
import type { Parcel } from '../../lib/flow/ports/parcel.ts';
import { context, key } from '../flow/story.ts';

/** Parcels as they lie on queues, of the order of the stories. */

/** A request of its buyer; what cannot be in any is for who must not look inside. */
export const requesting = (action: Action, messageId: string, more: object = {}): Parcel<object> => ({
  kind: 'request',
  subject: { action, transactionId: key.transactionId, messageId },
  body: {
    delivery: `delivery-${messageId}`,
    digest: `digest-${messageId}`,
    request: { action, context: context(action, messageId), ...more },
  },
});

export const refund = {
  kind: 'refund',
  providerId: 'voltgrid.example',
  refundId: 'refund-1',
  paymentId: 'pay-1',
  amount: 100,
  currency: 'INR',
} as const;
