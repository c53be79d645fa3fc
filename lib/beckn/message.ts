import type { Action, ReplyAction } from './actions.ts';
import type { ErrorCode } from './errors.ts';

/** Requests and replies as the rest of the system knows them: no protocol version, no wire spelling. */

export interface Context {
  readonly domain: string;
  readonly version: '1.1' | '2.0';
  readonly action: string;
  readonly transactionId: string;
  readonly messageId: string;
  /** RFC 3339, when the sender wrote it. */
  readonly timestamp: string;
  readonly buyer: { readonly id: string; readonly uri: string };
  /** The context as it arrived; replies echo what they do not understand. */
  readonly received: Readonly<Record<string, unknown>>;
}

export interface Quantity {
  /** A decimal number as a string, never negative. */
  readonly value: string;
  readonly unit: string;
}

export interface Gps {
  readonly lat: number;
  readonly lon: number;
}

export interface Circle {
  readonly center: Gps;
  readonly radiusMeters: number;
}

export interface Tag {
  readonly group?: string;
  readonly name?: string;
  readonly code?: string;
  readonly value: string;
}

/** A point in time as a buyer may write it; `localTime` (HH:mm) is relative to the day that the order has. */
export type Moment = { readonly instant: string } | { readonly localTime: string };

export interface Window {
  readonly start?: Moment;
  readonly end?: Moment;
}

export interface Intent {
  readonly text?: string;
  readonly provider?: {
    readonly id?: string;
    readonly name?: string;
    readonly code?: string;
    readonly rating?: string;
  };
  readonly item?: { readonly id?: string; readonly name?: string; readonly code?: string };
  readonly category?: { readonly id?: string; readonly name?: string; readonly code?: string };
  readonly quantity?: Quantity;
  readonly fulfillmentType?: string;
  readonly window?: Window;
  readonly near?: Circle;
  readonly tags: readonly Tag[];
}

export interface RequestedItem {
  readonly id: string;
  readonly quantity?: Quantity;
  readonly addOnIds: readonly string[];
  readonly tags: readonly Tag[];
}

export interface Person {
  readonly name?: string;
  readonly phone?: string;
  readonly email?: string;
}

export interface Vehicle {
  readonly make?: string;
  readonly model?: string;
  readonly category?: string;
  readonly energyType?: string;
  readonly registration?: string;
}

export interface RequestedFulfillment {
  readonly id?: string;
  readonly type?: string;
  readonly state?: string;
  readonly window?: Window;
  readonly customer?: Person;
  readonly vehicle?: Vehicle;
  readonly address?: string;
  readonly tags: readonly Tag[];
}

export interface Billing extends Person {
  readonly address?: string;
  readonly taxId?: string;
}

export interface RequestedOrder {
  readonly id?: string;
  readonly providerId?: string;
  readonly items: readonly RequestedItem[];
  readonly fulfillments: readonly RequestedFulfillment[];
  readonly billing?: Billing;
  /** What the buyer believes the price to be; ours counts, a contradiction is refused by the domain. */
  readonly quotedPrice?: { readonly value: string; readonly currency: string };
}

/** How the sender referred to something it wants help with; the reply mirrors the form. */
export interface SupportReference {
  readonly form: 'order_id' | 'ref_id';
  readonly id?: string;
  readonly phone?: string;
  readonly email?: string;
}

export type RequestBody =
  | { readonly action: 'search'; readonly intent: Intent }
  | { readonly action: 'select' | 'init' | 'confirm'; readonly order: RequestedOrder }
  | { readonly action: 'update'; readonly target: string; readonly order: RequestedOrder }
  | { readonly action: 'status' | 'track'; readonly orderId: string }
  | { readonly action: 'cancel'; readonly orderId: string; readonly reasonId?: string; readonly description?: string }
  | {
      readonly action: 'rating';
      readonly ratings: readonly { readonly id: string; readonly category: string; readonly value: string }[];
    }
  | { readonly action: 'support'; readonly reference: SupportReference }
  | { readonly action: 'get_cancellation_reasons' | 'get_rating_categories' };

/** The body that an action has; actions that share a shape are told apart. */
export type BodyOf<A extends Action> = A extends Action
  ? { readonly action: A } & WithoutAction<Bearing<RequestBody, A>>
  : never;

type Bearing<Body, A> = Body extends { readonly action: infer Actions } ? (A extends Actions ? Body : never) : never;
type WithoutAction<Body> = Body extends unknown ? Omit<Body, 'action'> : never;

export type Request<A extends Action = Action> = { readonly context: Context } & BodyOf<A>;

/** Money on the way out: a decimal string and a currency. */
export interface Price {
  readonly value: string;
  readonly currency: string;
}

export interface Descriptor {
  readonly name?: string;
  readonly code?: string;
  readonly shortDesc?: string;
  readonly longDesc?: string;
  readonly images?: readonly string[];
}

export interface TagGroup {
  readonly descriptor: Descriptor;
  readonly list: readonly { readonly descriptor: Descriptor; readonly value: string }[];
  readonly display?: boolean;
}

export interface AddOn {
  readonly id: string;
  readonly name: string;
  readonly price: Price;
}

export interface Item {
  readonly id: string;
  readonly descriptor: Descriptor;
  /** For a rate, the currency is written with its unit: `INR/kWH`. */
  readonly price: Price;
  readonly available?: Quantity;
  readonly selected?: Quantity;
  readonly allocated?: Quantity;
  readonly categoryIds?: readonly string[];
  readonly fulfillmentIds?: readonly string[];
  readonly locationIds?: readonly string[];
  readonly addOns?: readonly AddOn[];
  readonly tags?: readonly TagGroup[];
}

export interface Location {
  readonly id?: string;
  readonly gps?: Gps;
  readonly mapUrl?: string;
  readonly address?: string;
}

export interface Stop {
  readonly type: 'start' | 'end';
  readonly location?: Location;
  readonly at?: string;
  readonly range?: { readonly start: string; readonly end: string };
  readonly instructions?: Descriptor;
}

export interface Fulfillment {
  readonly id: string;
  readonly type: string;
  readonly state?: { readonly code: string; readonly name: string; readonly updatedAt?: string };
  readonly tracking?: boolean;
  readonly customer?: Person;
  readonly vehicle?: Vehicle;
  readonly stops: readonly Stop[];
  readonly tags: readonly TagGroup[];
}

export interface Provider {
  readonly id: string;
  readonly descriptor: Descriptor;
  readonly rating?: string;
  readonly categories?: readonly { readonly id: string; readonly descriptor: Descriptor }[];
  readonly locations?: readonly Location[];
  readonly items?: readonly Item[];
  readonly fulfillments?: readonly Fulfillment[];
}

export interface Catalog {
  readonly descriptor: Descriptor;
  readonly providers: readonly Provider[];
}

export interface QuoteLine {
  readonly title: string;
  readonly price: Price;
  readonly quantity?: Quantity;
}

export interface Quote {
  readonly id?: string;
  readonly price: Price;
  readonly lines: readonly QuoteLine[];
  /** ISO 8601 duration. */
  readonly ttl?: string;
}

export interface Payment {
  readonly id: string;
  readonly url?: string;
  readonly amount: Price;
  readonly paid: boolean;
  readonly type: 'PRE-ORDER' | 'PRE-FULFILLMENT' | 'ON-FULFILLMENT' | 'POST-FULFILLMENT';
  readonly collectedBy: 'BPP' | 'BAP';
  readonly window?: { readonly start: string; readonly end: string };
  readonly refund?: boolean;
}

export interface CancellationTerm {
  readonly stateCode: string;
  readonly fee: { readonly percentage: string } | { readonly amount: Price };
  readonly termsUrl?: string;
}

export interface Cancellation {
  readonly by: 'CONSUMER' | 'PROVIDER';
  readonly at: string;
  readonly reason: { readonly id: string; readonly code: string; readonly description: string };
}

export interface Order {
  readonly id?: string;
  readonly status?: 'ACTIVE' | 'COMPLETE' | 'CANCELLED';
  readonly type?: 'DRAFT' | 'DEFAULT';
  readonly provider: Provider;
  readonly items: readonly Item[];
  readonly fulfillments: readonly Fulfillment[];
  readonly billing?: Billing;
  readonly quote?: Quote;
  readonly payments?: readonly Payment[];
  readonly cancellationTerms?: readonly CancellationTerm[];
  readonly cancellation?: Cancellation;
  readonly createdAt?: string;
  readonly updatedAt?: string;
}

export interface Tracking {
  readonly id: string;
  readonly url: string;
  readonly active: boolean;
  readonly gps?: Gps;
}

export type ReplyBody =
  | { readonly action: 'on_search'; readonly catalog: Catalog }
  | {
      readonly action: 'on_select' | 'on_init' | 'on_confirm' | 'on_status' | 'on_update' | 'on_cancel';
      readonly order: Order;
    }
  | { readonly action: 'on_track'; readonly tracking: Tracking }
  | { readonly action: 'on_rating'; readonly feedbackForm: { readonly url: string } }
  | {
      readonly action: 'on_support';
      readonly support: {
        readonly reference: SupportReference;
        readonly ticketId: string;
        readonly phone: string;
        readonly email: string;
        readonly url: string;
      };
    }
  | {
      readonly action: 'cancellation_reasons';
      readonly reasons: readonly { readonly id: string; readonly code: string; readonly description: string }[];
    }
  | { readonly action: 'rating_categories'; readonly categories: readonly string[] };

export interface ProtocolError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly path?: string;
}

/** What we answer. `context` is the one of the request, or for an unsolicited reply that of the order's last request. */
export type Reply = {
  readonly context: Context;
  readonly messageId: string;
  /** When it is written, RFC 3339. */
  readonly timestamp: string;
} & (ReplyBody | { readonly action: ReplyAction; readonly error: ProtocolError });
