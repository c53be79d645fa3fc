import type { Context, Request } from '../beckn/message.ts';
import type { HappenedEvent, Stock } from '../domain/business.ts';
import type { BusinessName } from '../language/business.ts';
import type { Span } from '../language/span.ts';
import { NotOurs } from './not-ours.ts';
import type { Outgoing } from './parcel.ts';

/** What the flow needs from the outside. Each step asks only for the ports that it uses. */

// ---- who takes part ----

export type Role = 'BAP' | 'BPP' | 'BG' | 'CDS' | 'REGISTRY';

export interface Subscriber {
  readonly id: string;
  readonly keyId: string;
  readonly role: Role;
  readonly url: string;
  /** Base64 of the raw 32 bytes of the Ed25519 key. */
  readonly signingPublicKey: string;
  readonly status: string;
  readonly validFrom: string;
  readonly validUntil: string;
  readonly domain?: string;
}

/** Thrown by the registry when it could not be asked; an empty answer means that nobody is registered. */
export class RegistryUnavailable extends NotOurs {
  readonly code = 'registry-unavailable';
}

export interface Registry {
  /** All records of a subscriber, whatever their role, status or validity: the caller judges. */
  lookup(subscriberId: string): Promise<readonly Subscriber[]>;
}

// ---- queues ----

export interface Queue<Body> {
  /** Returns once the queue has taken the message; throws `TooLarge` for one that it never takes. */
  send(message: Outgoing<Body>): Promise<void>;
}

/** A callback on its way out: the body is written, the signature is made at delivery. */
export interface Callback {
  readonly receiver: string;
  readonly url: string;
  readonly action: string;
  readonly transactionId: string;
  readonly messageId: string;
  readonly body: string;
}

// ---- orders ----

export interface OrderKey {
  readonly buyerId: string;
  readonly transactionId: string;
}

/** What made an entry of the history happen; finding it again means that the work was already done. */
export interface Cause {
  readonly action: string;
  readonly messageId: string;
  readonly digest: string;
  /** Of the message that committed: the same again is a redelivery, another one a replay. */
  readonly delivery: string;
}

export interface Entry {
  readonly sequence: number;
  readonly cause: Cause;
  /** Business time, epoch milliseconds. */
  readonly at: number;
  readonly business: BusinessName;
  readonly events: readonly HappenedEvent[];
  /** The context of the request, for entries that a buyer caused. */
  readonly context?: Context;
}

/**
 * What is read of a history to go on with it: how it stood at one of its last entries, and what came after. A short
 * history is all of its entries. So a message costs as much in an old transaction as in a young one (decision 30).
 */
export interface Past {
  readonly snapshot?: Snapshot;
  /** Those after the snapshot, in order. */
  readonly entries: readonly Entry[];
}

/** A fold of a history up to an entry, with what else a message has to know of all entries so far. */
export interface Snapshot {
  readonly sequence: number;
  /** Absent while there is nothing but refusals. */
  readonly business?: BusinessName;
  readonly state: unknown;
  readonly since?: number;
  /** How many messages of the buyer there were, and the context of the last. */
  readonly messages: number;
  readonly context?: Context;
  /** Marks of the causes of all entries. */
  readonly causes: readonly string[];
}

/** Says that an order began or ceased to wait for its payment with something held. */
export interface HoldMark {
  readonly contact: string;
  /** The order's key as one string. */
  readonly order: string;
  readonly until: number;
  readonly open: boolean;
}

/** What is kept with an entry. */
export interface Beside {
  readonly mark?: HoldMark;
  readonly snapshot?: Snapshot;
}

export interface OpenHolds {
  readonly ofBuyer: readonly string[];
  readonly ofContact: readonly string[];
}

export interface Orders {
  /** All entries, in order. */
  history(key: OrderKey): Promise<readonly Entry[]>;
  /** What it takes to go on. `mayBeNew` says that there probably is nothing yet, which is cheaper to find out for many orders at once. */
  past(key: OrderKey, hint?: { readonly mayBeNew?: boolean }): Promise<Past>;
  /** Adds the entry on the condition that its sequence number is free; false when another came first. Throws `TooLarge` for one that cannot be kept. */
  append(key: OrderKey, entry: Entry, beside?: Beside): Promise<boolean>;
  /** The orders with an open hold at that time, of a buyer platform and of a customer contact. */
  openHolds(buyerId: string, contact: string, at: number): Promise<OpenHolds>;
}

// ---- calendars ----

export interface Booking extends Span {
  /** The order's key as one string. */
  readonly order: string;
  /** Which of the order's holds this is: an old one that is released late does not take a newer one with it. */
  readonly round: number;
  /** Until when the booking stands if nothing renews it. */
  readonly until: number;
}

/** What was last said of a resource, and when that was so. */
export interface Condition {
  readonly at: number;
  readonly isOutOfOrder: boolean;
}

/** All times of calendars are business time in epoch milliseconds. They are kept in days (UTC). */
export interface Calendars {
  /** Those that have any part of the span; lapsed ones may be among them, and `outageSince` where the resource is out of order. */
  bookings(resource: string, span: Span): Promise<readonly Booking[]>;
  /** Takes or renews the booking of an order; false when another order has any part of the window. Idempotent by order, round and window. */
  hold(resource: string, booking: Booking, at: number): Promise<boolean>;
  /** Gives up what the order has on the days of that window, if it is of that round or an earlier one. */
  release(resource: string, held: Omit<Booking, 'until'>): Promise<void>;
  /** Remembers the condition of a resource, unless a later one is known. */
  mark(resource: string, condition: Condition): Promise<void>;
}

// ---- catalogue ----

export interface Catalogues {
  /** What a business sells, held in memory, at most some seconds old. */
  stock(business: BusinessName): Promise<Stock>;
}

// ---- names ----

/** Under which names orders can be found without their buyers: order ids, tickets, documents. */
export interface Names {
  /** From now on the order is found by this name too; saying it twice is saying it once. */
  add(name: string, key: OrderKey): Promise<void>;
  /** The orders of that name: two buyers may have made the same one. */
  find(name: string): Promise<readonly OrderKey[]>;
}

// ---- time and the bus ----

/** Comes back on the timers queue as it was set, at its time. */
export interface Timer {
  readonly key: OrderKey;
  /** What it guards; with the key and the time it names the timer, so that setting it twice is harmless. */
  readonly purpose: string;
  readonly at: number;
}

export interface Timers {
  set(timer: Timer): Promise<void>;
}

export interface Bus {
  publish(
    events: readonly { readonly source: string; readonly detailType: string; readonly detail: object }[],
  ): Promise<void>;
}

export interface Signer {
  /** The Authorization header for a body, with our own key. */
  sign(body: string): Promise<string>;
}

export interface Sender {
  post(url: string, body: string, authorization: string): Promise<{ readonly status: number; readonly body: string }>;
}

export type Page = 'track' | 'forms';

/** Links that nobody can guess. */
export interface Links {
  track(key: OrderKey): Promise<string>;
  form(key: OrderKey): Promise<string>;
  /** The order that a link to that page stands for. */
  open(page: Page, token: string): Promise<OrderKey | undefined>;
}

/** What arrives on the queue of an action: the request as it was understood, and the digest of its bytes. */
export interface Accepted {
  /** Given when it was accepted: a redelivery has the same, a replay another. */
  readonly delivery: string;
  readonly digest: string;
  readonly request: Request;
  /** The buyer was told that it could not be processed. */
  readonly givenUp?: true;
}
