import type { Call } from '../language/needs.ts';
import type { OrderKey, Outgoing } from './ports.ts';

/** What a partner has to do, as it waits on a queue. */
export interface PartnerCall {
  readonly key: OrderKey;
  readonly call: Call;
}

/** Each kind is a partner's: one who is down does not keep the other waiting. */
export const partnerCallFor = (call: Call, { buyerId, transactionId }: OrderKey): Outgoing<PartnerCall> => ({
  body: { key: { buyerId, transactionId }, call },
  group: call.kind,
});
