import type { Context } from '../beckn/message.ts';
import type { AnyCommand, Domain, HappenedEvent, Order } from '../domain/domain.ts';
import { domains, isDomain } from '../domain/domains.ts';
import type { Effect } from '../domain/order/effects.ts';
import { decideWith, type Outside } from './fulfil.ts';
import { limits } from './limits.ts';
import { referenceOf } from './order-id.ts';
import type { Cause, Entry, HoldMark, OrderKey, Orders } from './ports.ts';
import { refusedEvent } from './refused.ts';

/** One thing that may change an order, from a buyer, a partner or the clock. */
export interface Change {
  readonly key: OrderKey;
  /** Absent where the order's own history says it. */
  readonly domain?: Domain;
  readonly cause: Cause;
  readonly at: number;
  /** It usually begins a history. */
  readonly mayBeNew?: boolean;
  /** Present when a buyer asked and waits for a reply. */
  readonly context?: Context;
  /** The buyer was told that it failed: what the history does not have by then is never done. */
  readonly isGivenUp?: boolean;
  command(): Promise<AnyCommand>;
}

/** An entry of a history, the order before and after it, and what must follow from it: all that a message needs of a history. */
export interface Committed {
  readonly key: OrderKey;
  readonly entry: Entry;
  readonly before: Order;
  readonly after: Order;
  readonly effects: readonly Effect[];
  /** Written just now: not found as the work of an earlier delivery, not too slight to be kept. */
  readonly added: boolean;
}

const ATTEMPTS = 8;

/**
 * Decides and commits. The history remembers every cause: who finds its own there did the work before and answers again,
 * who finds it committed by another delivery leaves the answer to that one.
 */
export async function commit(change: Change, orders: Orders, outside: Outside): Promise<Committed | undefined> {
  const { key, cause, at, context } = change;
  try {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const history = await orders.history(key, { mayBeNew: change.mayBeNew === true && attempt === 0 });
      const known = history.findIndex((entry) => sameCause(entry.cause, cause));
      const found = history[known];
      if (found !== undefined)
        return found.cause.delivery === cause.delivery
          ? committed(key, domainOf(found).replay(history.slice(0, known)), found, false)
          : undefined;
      if (change.isGivenUp) return undefined;

      const last = history.at(-1);
      const domain = change.domain ?? (last && domainOf(last));
      if (domain === undefined) return undefined;
      const before = domain.replay(history);
      const events = await decide(change, history, outside, before);
      if (events.length === 0 && context === undefined) return undefined;
      const sequence = (last?.sequence ?? 0) + 1;
      const done = committed(key, before, { sequence, cause, at, domain: domain.name, events, context }, true);
      // Nothing is written for what names no order at all, nor when the history is full.
      if (isForgettable(key, history, events)) return { ...done, added: false };
      const mark = markFor(referenceOf(key), before.openHold(), done.after.openHold());
      if (await orders.append(key, done.entry, mark)) return done;
    }
    throw new Error(`the order kept changing: ${ATTEMPTS} attempts to add to its history failed`);
  } finally {
    outside.holding.settled(referenceOf(key));
  }
}

function committed(key: OrderKey, before: Order, entry: Entry, added: boolean): Committed {
  const { order: after, effects } = before.after(entry);
  return { key, entry, before, after, effects, added };
}

export const domainOf = (entry: Pick<Entry, 'domain'>): Domain => {
  if (!isDomain(entry.domain)) throw new Error(`no domain ${entry.domain}`);
  return domains[entry.domain];
};

async function decide(change: Change, history: readonly Entry[], outside: Outside, order: Order) {
  if (change.context !== undefined && isFull(history))
    return [
      refusedEvent({
        reason: 'not-allowed',
        message: `a transaction ends after ${limits.entriesOfTransaction} messages: begin a new one`,
      }),
    ];
  const decision = await decideWith(order, await change.command(), change.key, outside);
  return decision.kind === 'refused' ? [refusedEvent(decision.refusal)] : decision.events;
}

/** Only what buyers sent counts: nobody else can use up a transaction. */
const isFull = (history: readonly Entry[]) =>
  history.filter(({ context }) => context !== undefined).length >= limits.entriesOfTransaction;

const isForgettable = ({ transactionId }: OrderKey, history: readonly Entry[], [first]: readonly HappenedEvent[]) =>
  first?.type === 'Refused' && (transactionId === '' || isFull(history));

const sameCause = (one: Cause, other: Cause) =>
  one.action === other.action && one.messageId === other.messageId && one.digest === other.digest;

type Hold = { readonly until: number; readonly contact: string } | undefined;

function markFor(order: string, before: Hold, after: Hold): HoldMark | undefined {
  if (after !== undefined && after.until !== before?.until) return { ...after, order, open: true };
  if (after === undefined && before !== undefined) return { ...before, order, open: false };
  return undefined;
}
