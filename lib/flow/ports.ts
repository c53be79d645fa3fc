import type { Context, Request } from '../beckn/message.ts';
import type { HappenedEvent } from '../domain/domain.ts';
import type { Span } from '../domain/order/needs.ts';
import { NotOurs } from './not-ours.ts';

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

export interface Outgoing<Body> {
  readonly body: Body;
  /** One busy or broken participant does not starve the others. */
  readonly group: string;
}

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
  readonly domain: string;
  readonly events: readonly HappenedEvent[];
  /** The context of the request, for entries that a buyer caused. */
  readonly context?: Context;
}

/** Says that an order began or ceased to wait for its payment with something held. */
export interface HoldMark {
  readonly contact: string;
  /** The order's key as one string. */
  readonly order: string;
  readonly until: number;
  readonly open: boolean;
}

export interface OpenHolds {
  readonly ofBuyer: readonly string[];
  readonly ofContact: readonly string[];
}

export interface Orders {
  /** In order. `mayBeNew` says that there probably is none yet, which is cheaper to find out for many orders at once. */
  history(key: OrderKey, hint?: { readonly mayBeNew?: boolean }): Promise<readonly Entry[]>;
  /** Adds the entry on the condition that its sequence number is free; false when another came first. Throws `TooLarge` for one that cannot be kept. */
  append(key: OrderKey, entry: Entry, mark?: HoldMark): Promise<boolean>;
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

/** All times of calendars are business time in epoch milliseconds. They are kept in days (UTC). */
export interface Calendars {
  /** Those that have any part of the span; lapsed ones may be among them. */
  bookings(resource: string, span: Span): Promise<readonly Booking[]>;
  /** Takes or renews the booking of an order; false when another order has any part of the window. Idempotent by order, round and window. */
  hold(resource: string, booking: Booking, at: number): Promise<boolean>;
  /** Gives up what the order has on the days of that window, if it is of that round or an earlier one. */
  release(resource: string, held: Omit<Booking, 'until'>): Promise<void>;
}

// ---- catalogue ----

export interface Catalogues {
  /** The providers of a domain, held in memory, at most 5 s old; the same ones until another snapshot is read. */
  providers(domain: string): Promise<readonly unknown[]>;
}

// ---- partners ----

/** How a partner's message finds its way back to an order: buyer id and transaction id, opaque to the partner. */
export type Reference = string;

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

export interface Connector {
  readonly providerId: string;
  readonly itemId: string;
  readonly fulfillmentId: string;
}

export interface ChargingSession {
  readonly id: string;
  /** `waiting`: accepted, the plug is awaited. */
  readonly status: 'waiting' | 'charging' | 'ended' | 'faulted';
  readonly energyWh: number;
  /** State of charge of the vehicle in percent, where the charge point can tell. */
  readonly stateOfCharge?: number;
  readonly startedAt?: string;
  readonly endedAt?: string;
}

export interface ChargePoints {
  /** Idempotent by session id. */
  start(session: {
    readonly id: string;
    readonly reference: Reference;
    readonly connector: Connector;
    readonly kind: 'charging' | 'swap';
    readonly powerKw: number;
    /** How much to deliver at the most. */
    readonly energyWh: number;
  }): Promise<
    { readonly accepted: false; readonly why: string } | { readonly accepted: true; readonly session: ChargingSession }
  >;
  /** Stops and answers the final reading; stopping twice answers the same. */
  stop(sessionId: string): Promise<ChargingSession>;
  session(sessionId: string): Promise<ChargingSession | undefined>;
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
