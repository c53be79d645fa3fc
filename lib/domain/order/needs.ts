import type { Minor } from '../money.ts';

/** A span of business time in epoch milliseconds, half open: the end belongs to the next. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A resource that is kept for an order. */
export interface Hold {
  readonly resource: string;
  readonly span: Span;
  readonly until: number;
  /** Which of the order's holds this is. */
  readonly round: number;
}

/** What a decision may ask of the outside before it can be made. Each is idempotent, for the same command may come twice. */
export type Need =
  | {
      readonly kind: 'free';
      /** In the order in which they are wanted. */
      readonly resources: readonly string[];
      readonly span: Span;
      /** How many free ones suffice: no further ones are looked for. */
      readonly enough: number;
    }
  | (Hold & {
      readonly kind: 'hold';
      /** Counted against the caps on open holds; a booking that is only renewed is not. */
      readonly counted?: { readonly contact: string };
    })
  | {
      readonly kind: 'payment-link';
      readonly paymentId: string;
      readonly amount: Minor;
      readonly currency: string;
      readonly description: string;
      readonly until: number;
    }
  | { readonly kind: 'payment-status'; readonly paymentId: string }
  | { readonly kind: 'start-session'; readonly session: SessionOrder }
  | { readonly kind: 'stop-session'; readonly sessionId: string };

export interface SessionOrder {
  readonly id: string;
  readonly connector: { readonly providerId: string; readonly itemId: string; readonly fulfillmentId: string };
  readonly kind: 'charging' | 'swap';
  readonly powerKw: number;
  readonly energyWh: number;
}

export interface SessionReading {
  readonly status: 'waiting' | 'charging' | 'ended' | 'faulted';
  readonly energyWh: number;
  readonly stateOfCharge?: number;
}

export interface Answers {
  /** The first resources that are free for the whole span, as many as suffice. */
  readonly free?: readonly string[];
  readonly hold?: 'held' | 'taken' | 'too-many-of-buyer' | 'too-many-of-contact';
  readonly paymentLink?: string;
  readonly paymentStatus?: 'open' | 'paid' | 'declined';
  readonly started?:
    | { readonly accepted: false; readonly why: string }
    | { readonly accepted: true; readonly reading: SessionReading };
  /** Absent reading: the operator could not be reached, the final report will come by itself. */
  readonly stopped?: { readonly reading?: SessionReading };
}
