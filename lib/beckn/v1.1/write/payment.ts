import { toDecimal } from '../../../language/money.ts';
import type { ShownPayment } from '../../../language/shown.ts';
import { writeRange } from './measure.ts';

/** The specification has no status for money that goes back: an entry of its own, so tagged, says it. */
const refundTag = { descriptor: { code: 'refund' }, list: [{ descriptor: { code: 'refund' }, value: 'true' }] };

export const writePayment = ({ id, url, amount, paid, window, refund }: ShownPayment, currency: string) => ({
  id,
  url,
  type: 'PRE-ORDER',
  status: paid ? 'PAID' : 'NOT-PAID',
  collected_by: 'BPP',
  params: { amount: toDecimal(amount), currency },
  time: window && { range: writeRange(window) },
  tags: refund ? [refundTag] : undefined,
});
