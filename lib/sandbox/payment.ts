import * as z from 'zod';
import { type PaymentNotice, PaymentRequest, PaymentStatus, RefundRequest } from '../partners/payments/rest/api.ts';

export const Payment = PaymentRequest.extend({
  /** Names the pay page. */
  token: z.string(),
  status: PaymentStatus,
  /** Business time in epoch milliseconds. */
  settledAt: z.number().optional(),
});
export type Payment = z.infer<typeof Payment>;

export const Refund = RefundRequest.extend({ acceptedAt: z.number(), completedAt: z.number().optional() });
export type Refund = z.infer<typeof Refund>;

export const verbs = { pay: 'paid', decline: 'declined' } as const;
export type Verb = keyof typeof verbs;

/** A payment is settled once, also after its time: what comes late is for the platform to send back. */
export function settle(payment: Payment, verb: Verb, at: number): Payment {
  return payment.status === 'open' ? { ...payment, status: verbs[verb], settledAt: at } : payment;
}

export const complete = (refund: Refund, at: number): Refund =>
  refund.completedAt === undefined ? { ...refund, completedAt: at } : refund;

export const settledNotice = (payment: Payment): PaymentNotice => ({
  type: payment.status === 'paid' ? 'payment.paid' : 'payment.declined',
  payment_id: payment.id,
  reference: payment.reference,
  amount: payment.amount,
  currency: payment.currency,
  at: new Date(payment.settledAt ?? 0).toISOString(),
});

export const refundedNotice = (refund: Refund): PaymentNotice => ({
  type: 'refund.completed',
  payment_id: refund.payment_id,
  refund_id: refund.id,
  reference: refund.reference,
  amount: refund.amount,
  currency: refund.currency,
  at: new Date(refund.completedAt ?? 0).toISOString(),
});
