import type { Payment } from '../../message.ts';

/** The specification has no status for money that goes back: an entry of its own, so tagged, says it. */
const refundTag = { descriptor: { code: 'refund' }, list: [{ descriptor: { code: 'refund' }, value: 'true' }] };

export const writePayment = ({ id, url, amount, paid, type, collectedBy, window, refund }: Payment) => ({
  id,
  url,
  type,
  status: paid ? 'PAID' : 'NOT-PAID',
  collected_by: collectedBy,
  params: { amount: amount.value, currency: amount.currency },
  time: window && { range: window },
  tags: refund ? [refundTag] : undefined,
});
