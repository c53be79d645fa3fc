/** Who takes the customer's money: the buyer platform, or the provider's side. */
export type Collector = 'buyer' | 'provider';

/** What a buyer says of a payment. */
export interface SaidPayment {
  readonly id?: string;
  readonly collectedBy?: Collector;
  readonly isPaid: boolean;
  /** Names the payment in the books of its collector. */
  readonly transactionId?: string;
  /** A decimal number as a string. */
  readonly amount?: string;
  readonly currency?: string;
}
