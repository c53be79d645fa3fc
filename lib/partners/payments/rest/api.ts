import * as z from 'zod';
import { shortText } from '../../short-text.ts';

/** What is said between the platform and its payment provider. Amounts are decimal strings, times RFC 3339. */

const Id = shortText(255);
const Amount = z.string().regex(/^\d{1,12}(\.\d{1,2})?$/);
const Currency = z.string().regex(/^[a-z]{3}$/i);
const Reference = shortText(1024);

export const PaymentRequest = z.object({
  id: Id,
  reference: Reference,
  amount: Amount,
  currency: Currency,
  description: shortText(1000, 0),
  until: z.iso.datetime({ offset: true }),
});
export type PaymentRequest = z.infer<typeof PaymentRequest>;

export const PaymentStatus = z.enum(['open', 'paid', 'declined']);
export type PaymentStatus = z.infer<typeof PaymentStatus>;

export const PaymentView = z.object({ id: Id, status: PaymentStatus, url: z.url() });

export const RefundRequest = z.object({
  id: Id,
  payment_id: Id,
  reference: Reference,
  amount: Amount,
  currency: Currency,
});
export type RefundRequest = z.infer<typeof RefundRequest>;

/** The webhook. */
export const PaymentNotice = z.object({
  type: z.enum(['payment.paid', 'payment.declined', 'refund.completed']),
  payment_id: Id,
  refund_id: Id.optional(),
  reference: Reference,
  amount: Amount,
  currency: Currency,
  at: z.iso.datetime({ offset: true }),
});
export type PaymentNotice = z.infer<typeof PaymentNotice>;
