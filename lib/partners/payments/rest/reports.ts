import { keyIn } from '../../../flow/order/order-id.ts';
import type { OfOrder } from '../../../flow/order/reported.ts';
import { toMinor } from '../../../language/money.ts';
import type { PaymentNotice } from './api.ts';

/** What a notice says to its order; undefined where it does not say enough. */
export function reportOf({
  type,
  payment_id,
  refund_id,
  reference,
  amount,
  currency,
}: PaymentNotice): OfOrder | undefined {
  const key = keyIn(reference);
  if (key === undefined) return undefined;
  switch (type) {
    case 'payment.paid':
    case 'payment.declined': {
      const outcome = type === 'payment.paid' ? 'paid' : 'declined';
      return {
        about: { key },
        command: { type: 'ReportPayment', outcome, paymentId: payment_id, amount: toMinor(amount), currency },
      };
    }
    case 'refund.completed':
      return refund_id === undefined
        ? undefined
        : { about: { key }, command: { type: 'ReportRefund', refundId: refund_id } };
    default:
      return type satisfies never;
  }
}
