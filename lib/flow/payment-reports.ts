import { toMinor } from '../domain/money.ts';
import { keyIn } from './order-id.ts';
import type { OrderKey } from './ports.ts';
import type { Told } from './report.ts';
import type { PaymentReport } from './reports.ts';

/** Which order a payment report is about, and what it says to it. */
export function paymentTold(said: PaymentReport): { readonly key: OrderKey; readonly command: Told } | undefined {
  const key = keyIn(said.reference);
  if (key === undefined) return undefined;
  const { paymentId } = said;
  return said.kind === 'refunded'
    ? { key, command: { type: 'ReportRefund', refundId: said.refundId } }
    : { key, command: { type: 'ReportPayment', paymentId, outcome: said.kind, amount: toMinor(said.amount) } };
}
