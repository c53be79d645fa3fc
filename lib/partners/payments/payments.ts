/** What the platform wants of a payment provider. */
export interface Payments {
  /** Asks for a payment; the same id again gives the same link. */
  request(payment: {
    readonly id: string;
    readonly reference: Reference;
    readonly amount: string;
    readonly currency: string;
    readonly description: string;
    readonly until: string;
  }): Promise<{ readonly url: string }>;
  /** What became of a payment, for who cannot wait for the report. */
  status(paymentId: string): Promise<'open' | 'paid' | 'declined'>;
  /** Sends money back; the provider reports when it has gone through. Idempotent by id. */
  refund(refund: {
    readonly id: string;
    readonly paymentId: string;
    readonly reference: Reference;
    readonly amount: string;
    readonly currency: string;
  }): Promise<void>;
}

/** How a partner's message finds its way back to an order: buyer id and transaction id, opaque to the partner. */
export type Reference = string;
