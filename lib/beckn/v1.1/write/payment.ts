import { toDecimal } from '../../../language/money.ts';
import type { ShownPayment } from '../../../language/shown.ts';
import { writeRange } from './measure.ts';

/** The specification has no status for money that goes back: an entry of its own, so tagged, says it. */
const refundTag = { descriptor: { code: 'refund' }, list: [{ descriptor: { code: 'refund' }, value: 'true' }] };

export const writePayment = (payment: ShownPayment, currency: string) => ({
  id: payment.id,
  url: payment.url,
  type: 'PRE-ORDER',
  status: payment.paid ? 'PAID' : 'NOT-PAID',
  collected_by: payment.collectedBy === 'buyer' ? 'BAP' : 'BPP',
  params: {
    transaction_id: payment.transactionId,
    amount: toDecimal(payment.amount),
    currency: payment.currency ?? currency,
  },
  time: payment.window && { range: writeRange(payment.window) },
  tags: payment.refund ? [refundTag] : undefined,
});
