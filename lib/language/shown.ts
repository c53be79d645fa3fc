import type { BusinessName, Subjects } from './business.ts';
import type { Minor } from './money.ts';
import type { Billing, Contact } from './party.ts';
import type { Circle, Gps } from './place.ts';
import type { Span } from './span.ts';

/** An order as an outsider may see it, whatever its business: money in minor units, times in epoch milliseconds. */
export interface Shown<B extends BusinessName = BusinessName> {
  readonly business: B;
  readonly id?: string;
  readonly status?: 'active' | 'complete' | 'cancelled';
  readonly draft: boolean;
  readonly currency: string;
  readonly provider: ShownProvider<B>;
  readonly items: readonly ShownItem[];
  /** What is taken off. */
  readonly offers?: readonly ShownDiscount[];
  readonly fulfillments: readonly ShownFulfillment<B>[];
  readonly billing?: Billing;
  readonly quote: ShownQuote;
  readonly payments: readonly ShownPayment[];
  readonly cancellationTerms: readonly ShownTerm[];
  readonly refundTerms?: readonly ShownRefundTerm[];
  readonly cancellation?: {
    readonly by: 'buyer' | 'provider';
    readonly at: number;
    readonly reason: { readonly id: string; readonly code: string; readonly description: string };
  };
  readonly createdAt?: number;
  readonly updatedAt?: number;
  /** Present once the order can be followed on a page. */
  readonly tracking?: { readonly active: boolean; readonly gps?: Gps };
  /** Facts for the page on which the order is followed. */
  readonly live?: readonly string[];
  /** The last ticket and who answers it. */
  readonly help?: Help;
  /** All tickets, the last one last. */
  readonly tickets?: readonly string[];
  readonly feedback: Feedback;
}

export interface Help {
  readonly ticketId: string;
  readonly phone: string;
  readonly email: string;
  readonly url: string;
}

/** The form that a customer is asked to fill in afterwards. */
export interface Feedback {
  readonly questions: readonly Question[];
  readonly isGiven: boolean;
}

export type Question =
  | { readonly id: string; readonly text: string; readonly kind: 'words'; readonly required: boolean }
  | { readonly id: string; readonly text: string; readonly kind: 'stars'; readonly required: boolean };

export interface Words {
  readonly name?: string;
  readonly code?: string;
  readonly shortDesc?: string;
  readonly images?: readonly string[];
}

export interface ShownProvider<B extends BusinessName = BusinessName> {
  readonly id: string;
  readonly words: Words;
  readonly rating?: string;
  /** How many orders have rated. */
  readonly ratings?: number;
  readonly categories?: readonly { readonly id: string; readonly words: Words }[];
  readonly locations?: readonly ShownPlace[];
  readonly items?: readonly ShownItem[];
  readonly offers?: readonly ShownDiscount[];
  readonly fulfillments?: readonly ShownFulfillment<B>[];
}

/** What a search found. */
export interface Found<B extends BusinessName = BusinessName> {
  readonly business: B;
  readonly providers: readonly ShownProvider<B>[];
  /** How many places fit as well, and are not among these: a narrower search finds them. */
  readonly left?: number;
}

export interface ShownPlace {
  readonly id?: string;
  readonly gps?: Gps;
  readonly mapUrl?: string;
  readonly address?: string;
  /** How far a service comes. */
  readonly area?: Circle;
}

/** In base units: whole watt-hours, minutes, or pieces. */
export interface Measure {
  readonly amount: number;
  readonly unit: 'Wh' | 'min' | 'piece';
}

export interface ShownItem {
  readonly id: string;
  readonly words: Words;
  /** `rate`: the price of a unit, as a decimal string; with `upTo` the lowest of several. */
  readonly price:
    | { readonly rate: string; readonly upTo?: string; readonly per: 'kWh' | 'hour' }
    | { readonly amount: Minor };
  readonly currency: string;
  readonly available?: Measure;
  /** Less is not sold. */
  readonly minimum?: Measure;
  readonly selected?: Measure;
  /** What was delivered. */
  readonly allocated?: Measure;
  readonly categoryIds?: readonly string[];
  readonly fulfillmentIds?: readonly string[];
  readonly locationIds?: readonly string[];
  readonly addOns?: readonly { readonly id: string; readonly name: string; readonly amount: Minor }[];
}

export interface ShownDiscount {
  readonly id: string;
  readonly words: Words;
  readonly percent: string;
  /** Absent: on all. */
  readonly itemIds?: readonly string[];
  readonly valid: Partial<Span>;
  /** Those without a value are none. */
  readonly conditions: readonly { readonly code: string; readonly name: string; readonly value?: string }[];
}

export interface ShownFulfillment<B extends BusinessName = BusinessName> {
  readonly id: string;
  readonly type: string;
  /** What its business alone can say of it. */
  readonly own: Subjects[B]['fulfillment'];
  /** Where it stands, for people. */
  readonly headline?: string;
  readonly updatedAt?: number;
  readonly tracking?: boolean;
  readonly customer?: Contact;
  readonly place?: ShownPlace;
  readonly span?: Span;
  /** When the customer may come and must be gone at the latest. */
  readonly arrival?: Span;
  readonly departure?: Span;
  readonly instructions?: Words;
}

/** What a line of a bill is for. */
export type Part = 'unit' | 'add-on' | 'reservation' | 'fee' | 'discount' | 'tax' | 'refund';

export interface ShownLine {
  readonly part: Part;
  readonly title: string;
  readonly amount: Minor;
  readonly quantity?: Measure;
}

export interface ShownQuote {
  readonly total: Minor;
  readonly lines: readonly ShownLine[];
  readonly ttlMilliseconds?: number;
}

export interface ShownPayment {
  readonly id: string;
  /** The buyer platform takes it, or gives it back. */
  readonly collectedBy?: 'buyer';
  /** Absent where the buyer platform collects. */
  readonly url?: string;
  /** Names it in the books of its collector, where that told. */
  readonly transactionId?: string;
  readonly amount: Minor;
  /** Absent: that of the order. */
  readonly currency?: string;
  readonly paid: boolean;
  readonly window?: Span;
  readonly refund: boolean;
}

/** What cancelling costs from a stage of the order on. */
export interface ShownTerm {
  readonly stage: string;
  readonly fee: { readonly percent: string } | { readonly amount: Minor };
  readonly termsUrl: string;
  /** Whoever has neither cancelled nor come by then pays it. */
  readonly by?: number;
}

/** What goes back of what was paid, where the order ends in a stage. */
export interface ShownRefundTerm {
  readonly stage: string;
  readonly isRefunded: boolean;
  /** Absent where it depends on what was delivered by then. */
  readonly amount?: Minor;
}
