import type { Gps } from '../language/place.ts';
import type { Query } from '../language/query.ts';
import type { Found, Help, Shown } from '../language/shown.ts';
import type { Wish } from '../language/wish.ts';
import type { Action, ReplyAction } from './actions.ts';
import type { ErrorCode } from './errors.ts';

/** Requests and replies as the rest of the system knows them: no protocol version, no wire spelling. */

export interface Context {
  /** What the network calls the trade; several businesses may share a name. */
  readonly domain: string;
  readonly version: '1.1' | '2.0';
  readonly action: string;
  readonly transactionId: string;
  readonly messageId: string;
  /** RFC 3339, when the sender wrote it. */
  readonly timestamp: string;
  /** RFC 3339, until when it may be acted on; absent where the sender did not say. */
  readonly expires?: string;
  readonly buyer: {
    readonly id: string;
    readonly uri: string;
    /** It is trusted to collect payments: so it was when the message was let in. */
    readonly collects?: true;
  };
  /** The context as it arrived; replies echo what they do not understand. */
  readonly received: Readonly<Record<string, unknown>>;
}

/** How the sender referred to something it wants help with; the reply mirrors the form. */
export interface SupportReference {
  readonly form: 'order_id' | 'ref_id';
  readonly id?: string;
  readonly phone?: string;
  readonly email?: string;
}

export type RequestBody =
  | { readonly action: 'search'; readonly query: Query }
  | { readonly action: 'select' | 'init' | 'confirm'; readonly order: Wish }
  | { readonly action: 'update'; readonly target: string; readonly order: Wish }
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

export interface Tracking {
  readonly id: string;
  readonly url: string;
  readonly active: boolean;
  readonly gps?: Gps;
}

export type ReplyBody =
  | { readonly action: 'on_search'; readonly found: readonly Found[] }
  | {
      readonly action: 'on_select' | 'on_init' | 'on_confirm' | 'on_status' | 'on_update' | 'on_cancel';
      readonly order: Shown;
    }
  /** What a provider offers, before anything of it is selected. */
  | { readonly action: 'on_select'; readonly offered: Found }
  | { readonly action: 'on_track'; readonly tracking: Tracking }
  | { readonly action: 'on_rating'; readonly feedbackForm: { readonly url: string } }
  | { readonly action: 'on_support'; readonly support: { readonly reference: SupportReference } & Help }
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
