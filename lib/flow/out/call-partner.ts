import type { Call } from '../../language/needs.ts';
import type { OrderKey } from '../ports/orders.ts';
import type { Outgoing } from '../ports/parcel.ts';

/** What a partner has to do, as it waits on a queue. */
export interface PartnerCall {
  readonly key: OrderKey;
  readonly call: Call;
}

/** Each kind is a partner's: one who is down does not keep the other waiting. */
export const partnerCallFor = (call: Call, { buyerId, transactionId }: OrderKey): Outgoing<PartnerCall> => ({
  kind: 'call',
  subject: { action: call.kind, transactionId },
  body: { key: { buyerId, transactionId }, call },
  group: call.kind,
});
