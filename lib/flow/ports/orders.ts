import type { Context } from '../../beckn/message.ts';
import type { HappenedEvent } from '../../domain/business.ts';
import type { BusinessName } from '../../language/business.ts';

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
  /** Business time, epoch milliseconds; later than that of the entry before. */
  readonly at: number;
  readonly business: BusinessName;
  readonly events: readonly HappenedEvent[];
  /** The context of the request, for entries that a buyer caused. */
  readonly context?: Context;
  /** When it was written down, by the real clock; later than the entry before. Nobody had heard of it until then. */
  readonly writtenAt: number;
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
  /** Times of that entry. */
  readonly at: number;
  readonly writtenAt: number;
  /** Absent while there is nothing but refusals. */
  readonly business?: BusinessName;
  readonly state: unknown;
  readonly since?: number;
  /** How many messages of the buyer there were, and the context of the last. */
  readonly messages: number;
  readonly context?: Context;
  /** When the buyer wrote the last wish that was granted. */
  readonly wishedAt?: string;
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
  /** The orders with an open hold at that time, of a buyer platform and of a customer contact at that platform. */
  openHolds(buyerId: string, contact: string, at: number): Promise<OpenHolds>;
}
