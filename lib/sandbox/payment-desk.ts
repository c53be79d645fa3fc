import { createHmac } from 'node:crypto';
import * as z from 'zod';
import { shelf } from '../aws/simulator-store.ts';
import type { PaymentNotice, PaymentRequest, RefundRequest } from '../partners/payments/rest/api.ts';
import type { Errands } from './errands.ts';
import { complete, Payment, Refund, refundedNotice, settle, settledNotice, type Verb, verbs } from './payment.ts';

const REFUND_MILLISECONDS = 60_000;

export interface Desk {
  readonly table: string;
  readonly errands: Errands;
  readonly secret: () => Promise<string>;
}

/** The simulated provider's books. */
export function paymentDesk({ table, errands, secret }: Desk) {
  const payments = shelf(table, 'payment', Payment);
  const links = shelf(table, 'pay-link', z.object({ paymentId: z.string() }));
  const refunds = shelf(table, 'refund', Refund);

  return {
    find: payments.find,

    async findByToken(token: string): Promise<Payment | undefined> {
      const link = await links.find(token);
      return link && payments.find(link.paymentId);
    },

    async open(asked: PaymentRequest): Promise<Payment> {
      const token = createHmac('sha256', await secret())
        .update(`pay page of ${asked.id}`)
        .digest('base64url');
      await links.change(token, (link) => link ?? { paymentId: asked.id });
      return payments.change(asked.id, (payment) => payment ?? { ...asked, token, status: 'open' });
    },

    /** Reported each time: whoever repeats may do so because the first time broke off. */
    async settle(paymentId: string, verb: Verb, at: number): Promise<'settled' | 'contradiction' | 'unknown'> {
      if ((await payments.find(paymentId)) === undefined) return 'unknown';
      const payment = await payments.change(paymentId, (current) => settle(known(current), verb, at));
      if (payment.status !== verbs[verb]) return 'contradiction';
      await errands.send({ kind: 'tell-payment', notice: settledNotice(payment) }, payment.reference);
      return 'settled';
    },

    async refund(asked: RefundRequest, at: number): Promise<'accepted' | 'not-paid' | 'unknown'> {
      const payment = await payments.find(asked.payment_id);
      if (payment === undefined) return 'unknown';
      if (payment.status !== 'paid') return 'not-paid';
      const refund = await refunds.change(asked.id, (current) => current ?? { ...asked, acceptedAt: at });
      const due = refund.acceptedAt + REFUND_MILLISECONDS;
      if (refund.completedAt === undefined)
        await errands.sendAt(due, { kind: 'complete-refund', refundId: refund.id }, at);
      return 'accepted';
    },

    async completeRefund(refundId: string, at: number): Promise<PaymentNotice> {
      return refundedNotice(await refunds.change(refundId, (refund) => complete(known(refund), at)));
    },
  };
}

function known<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('what was accepted is gone');
  return value;
}
