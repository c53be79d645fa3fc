import { toDecimal } from '../domain/money.ts';
import type { Effect } from '../domain/order/effects.ts';
import { referenceOf } from './order-id.ts';
import type { ChargePoints, OrderKey, Outgoing, Payments } from './ports.ts';

/** An effect that a partner brings about, as it waits on a queue. Nobody needs its answer, and asking twice does no harm. */
export type PartnerCall = PartnerEffect & { readonly key: OrderKey };

type PartnerEffect = Extract<Effect, { kind: 'refund' | 'stop-session' }>;

export interface Calling {
  readonly payments: Pick<Payments, 'refund'>;
  readonly chargePoints: Pick<ChargePoints, 'stop'>;
}

export async function callPartner(call: PartnerCall, { payments, chargePoints }: Calling): Promise<void> {
  switch (call.kind) {
    case 'refund': {
      const { key, refundId, paymentId, amount, currency } = call;
      const reference = referenceOf(key);
      return payments.refund({ id: refundId, paymentId, reference, amount: toDecimal(amount), currency });
    }
    case 'stop-session':
      await chargePoints.stop(call.sessionId);
      return;
    default:
      return call satisfies never;
  }
}

/** Each kind is a partner's: one who is down does not keep the other waiting. */
export const partnerCallFor = (effect: PartnerEffect, { buyerId, transactionId }: OrderKey): Outgoing<PartnerCall> => ({
  body: { ...effect, key: { buyerId, transactionId } },
  group: effect.kind,
});
