import type { ChargePointCalls, ChargePointNeeds } from './charging.ts';
import type { Minor } from './money.ts';
import type { Span } from './span.ts';

/** What a decision may ask of the outside before it can be made: a line each, what is asked and what comes back. All are idempotent. */
export interface Needs extends ChargePointNeeds {
  /** The provider's entry in the catalogue as it is now; the business that asks has checked it when the catalogue was loaded. */
  readonly offer: { readonly asks: { readonly providerId?: string }; readonly gets: unknown };
  /** The first of the resources, in the order in which they are wanted, that are free for the whole span: as many as are enough. */
  readonly free: {
    readonly asks: { readonly resources: readonly string[]; readonly span: Span; readonly enough: number };
    readonly gets: readonly string[];
  };
  /** Those of the resources that are out of order now, as far as anybody has said. */
  readonly 'out-of-order': {
    readonly asks: { readonly resources: readonly string[] };
    readonly gets: readonly string[];
  };
  readonly hold: {
    /** A hold that is `counted` must stay below the caps on open holds; one that is only renewed is not counted. */
    readonly asks: Kept & { readonly counted?: { readonly contact: string } };
    readonly gets: 'held' | 'taken' | 'too-many-of-buyer' | 'too-many-of-contact';
  };
  readonly 'payment-link': {
    readonly asks: PaymentOf & {
      readonly amount: Minor;
      readonly currency: string;
      readonly description: string;
      readonly until: number;
    };
    readonly gets: string;
  };
  readonly 'payment-status': { readonly asks: PaymentOf; readonly gets: 'open' | 'paid' | 'declined' };
}

/** What partners have to do because of events that are committed. Nobody needs an answer; asking twice does no harm. */
export interface Calls extends ChargePointCalls {
  readonly refund: PaymentOf & { readonly refundId: string; readonly amount: Minor; readonly currency: string };
}

/** A payment, and the provider whom it is for. */
export interface PaymentOf {
  readonly providerId: string;
  readonly paymentId: string;
}

/** A resource that is kept for an order. */
export interface Kept {
  readonly resource: string;
  readonly span: Span;
  readonly until: number;
  /** Which of the order's holds this is. */
  readonly round: number;
}

export type NeedKind = keyof Needs;
export type Need<Kind extends NeedKind = NeedKind> = {
  [K in Kind]: { readonly kind: K } & Needs[K]['asks'];
}[Kind];

export type CallKind = keyof Calls;
export type Call<Kind extends CallKind = CallKind> = { [K in Kind]: { readonly kind: K } & Calls[K] }[Kind];
