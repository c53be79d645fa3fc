import type { Context } from '../../beckn/message.ts';
import type { Business, Businesses, HappenedEvent, Order } from '../../domain/business.ts';
import type { Effect } from '../../domain/effects.ts';
import type { Carried } from '../../domain/life.ts';
import type { BusinessName } from '../../language/business.ts';
import type { Refusal } from '../../language/refusal.ts';
import { limits } from '../limits.ts';
import type { Cause, Entry, HoldMark, OrderKey, Orders, Past } from '../ports/orders.ts';
import { TooLarge } from '../ports/too-large.ts';
import { type Answers, settle } from './ask.ts';
import type { Holding } from './holding.ts';
import { caseIdOf, nameOf, orderIdOf } from './order-id.ts';
import { businessOf, isOutdated, lastSequence, lastTimes, mayKnow, messagesIn, replay, snapshotWith } from './past.ts';
import { isRefused, refusedEvent } from './refused.ts';

/** One thing that may change an order, from a buyer, a partner or the clock. */
export interface Change {
  readonly key: OrderKey;
  readonly cause: Cause;
  readonly at: number;
  /** Present when a buyer asked and waits for a reply. */
  readonly asked?: Asked;
  /** When its queue got it, by the real clock. */
  readonly sentAt?: number;
  /** It failed as often as it may: what the history does not have by now is refused, and never done. */
  readonly isLastTry?: boolean;
  /** It has come before, and may have got something from outside then. */
  readonly isRetry?: boolean;
  /** What is said to the order, in the words of its business. */
  says(business: BusinessName): Said;
}

type Said = Carried | { readonly unheard: Refusal };

export interface Asked {
  readonly context: Context;
  /** The businesses that the context may mean; the order's own has to be one of them. */
  readonly candidates: readonly BusinessName[];
  /** It usually begins a history. */
  readonly begins?: boolean;
  readonly mostMessages?: number;
  /** Whose it is, where no history says it. */
  seller(): Promise<BusinessName>;
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
  /** The buyer has tried the same again since, and is answered by that. */
  readonly isSuperseded?: boolean;
}

export interface Committing {
  readonly businesses: Businesses;
  readonly orders: Orders;
  readonly answers: Answers;
  readonly holding: Pick<Holding, 'settled'>;
  /** The real time. */
  readonly now: () => number;
  /** Waits before the attempt after this one, each time for another while. */
  readonly pause?: (attempt: number) => Promise<void>;
}

const ATTEMPTS = 20;

/**
 * Decides and commits. The history remembers every cause: who finds its own there did the work before and answers again,
 * who finds it committed by another delivery leaves the answer to that one (decision 11), unless it was refused (decision 50).
 */
export async function commit(change: Change, ports: Committing): Promise<Committed | undefined> {
  const { key } = change;
  try {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const mayBeNew = change.asked?.begins === true && attempt === 0;
      const tried = await attemptOn(await ports.orders.past(key, { mayBeNew }), change, ports);
      if (tried !== 'overtaken') return tried;
      // Two who meet once meet no more. Of a hundred all but one would lose every time, if they went on in step.
      await ports.pause?.(attempt);
    }
    throw new Error(`the order kept changing: ${ATTEMPTS} attempts to add to its history failed`);
  } finally {
    ports.holding.settled(nameOf(key));
  }
}

async function attemptOn(past: Past, change: Change, ports: Committing): Promise<Committed | 'overtaken' | undefined> {
  const { key, cause, asked } = change;
  const known = await findCause(past, change, ports);
  if (known !== undefined) {
    const { found, before, isSuperseded } = known;
    if (found.cause.delivery === cause.delivery)
      return {
        ...committed(key, replay(ports.businesses[found.business], before), found, false),
        ...(isSuperseded && { isSuperseded }),
      };
    if (!isNewTry(change, found)) return undefined;
  }

  const name = businessOf(past) ?? (change.isLastTry ? asked?.candidates[0] : await asked?.seller());
  if (name === undefined) return undefined;
  const business = ports.businesses[name];
  const before = replay(business, businessOf(past) === undefined ? { entries: [] } : past);
  const events = await decide(change, { past, business, order: before }, ports);
  if (events.length === 0 && asked === undefined) return undefined;
  const add = (happened: readonly HappenedEvent[]) =>
    addEntry(happened, change, { past, business, order: before }, ports);
  try {
    return await add(events);
  } catch (error) {
    if (!(error instanceof TooLarge) || asked === undefined) throw error;
    return await add([refusedEvent({ reason: 'not-allowed', message: `${error.message}: ask for less at once` })]);
  }
}

async function addEntry(
  events: readonly HappenedEvent[],
  { key, cause, at, asked }: Change,
  { past, business, order: before }: Standing,
  { orders, now }: Pick<Committing, 'orders' | 'now'>,
): Promise<Committed | 'overtaken'> {
  const sequence = lastSequence(past) + 1;
  const last = lastTimes(past);
  // Clocks differ, and messages overtake each other; a history does not go back.
  const times = { at: Math.max(at, last.at + 1), writtenAt: Math.max(now(), last.writtenAt + 1) };
  const entry: Entry = { sequence, cause, ...times, business: business.name, events, context: asked?.context };
  const done = committed(key, before, entry, true);
  // Nothing is written for what names no order at all, nor when the history is full for such a message.
  if (isForgettable(key, events, messagesIn(past) >= mostKept(asked))) return { ...done, added: false };
  const beside = { mark: markFor(nameOf(key), before, done.after), snapshot: snapshotWith(past, entry, done.after) };
  return (await orders.append(key, entry, beside)) ? done : 'overtaken';
}

/** Who sends the same again after he has heard that it was refused wants it tried again; copies from before that do not. */
const isNewTry = ({ sentAt = Number.POSITIVE_INFINITY }: Change, { events, writtenAt }: Entry): boolean =>
  events.some(isRefused) && sentAt > writtenAt;

/** The entry of this delivery, else the last one with the same cause, and what came before it. */
async function findCause(
  past: Past,
  { key, cause }: Change,
  { orders }: Pick<Committing, 'orders'>,
): Promise<{ readonly found: Entry; readonly before: Past; readonly isSuperseded: boolean } | undefined> {
  const all = mayKnow(past, cause) ? { entries: await orders.history(key) } : past;
  const same = all.entries.map((entry) => sameCause(entry.cause, cause));
  const own = all.entries.findIndex((entry, at) => same[at] && entry.cause.delivery === cause.delivery);
  const last = same.lastIndexOf(true);
  const index = own === -1 ? last : own;
  const found = all.entries[index];
  return found && { found, before: { ...all, entries: all.entries.slice(0, index) }, isSuperseded: index < last };
}

function committed(key: OrderKey, before: Order, entry: Entry, added: boolean): Committed {
  const { order: after, effects } = before.after(entry);
  return { key, entry, before, after, effects, added };
}

interface Standing {
  readonly past: Past;
  readonly business: Business;
  readonly order: Order;
}

async function decide(change: Change, standing: Standing, ports: Committing): Promise<readonly HappenedEvent[]> {
  const { key, asked } = change;
  const { business, order, past } = standing;
  const at = Math.max(change.at, lastTimes(past).at + 1);
  const refusal = refusalBefore(change, standing, ports.now());
  if (refusal !== undefined && !change.isRetry) return [refusedEvent(refusal)];
  const said = change.says(business.name);
  const told = { ...said, at, orderId: orderIdOf(key), caseId: caseIdOf(key) };
  if (refusal !== undefined) return [...(isUnheard(told) ? [] : order.undone(told)), refusedEvent(refusal)];
  if (isUnheard(told)) return [refusedEvent(order.shown()?.id === undefined ? noOrder : told.unheard)];
  const decision = await settle(order.decide(told), ports.answers, { key, at, business: business.name });
  if (decision.kind === 'events') return decision.events;
  // Who only reported something is refused nothing.
  const { refusal: reason, events = [] } = decision;
  return asked === undefined ? events : [...events, refusedEvent(reason)];
}

const isUnheard = <Told extends Said>(said: Told): said is Extract<Told, { readonly unheard: Refusal }> =>
  'unheard' in said;

const noOrder: Refusal = { reason: 'order-unknown', message: 'there is no order in this transaction' };

/** What is refused whatever is said. */
function refusalBefore({ asked, isLastTry }: Change, { past, business }: Standing, now: number): Refusal | undefined {
  if (asked === undefined) return undefined;
  if (isLastTry)
    return {
      reason: 'failed',
      message: 'the request could not be processed: ask for the status of the order, then try again',
    };
  if (asked.context.expires !== undefined && now > Date.parse(asked.context.expires))
    return {
      reason: 'expired',
      message: 'the request was too old when it could be processed: send it again with a new timestamp',
    };
  if (messagesIn(past) >= mostMessages(asked))
    return {
      reason: 'not-allowed',
      message: `a transaction ends after ${limits.entriesOfTransaction} messages: only what is running goes on`,
    };
  if (isOutdated(asked.context, past))
    return { reason: 'not-applicable', message: 'what this would replace is newer: nothing was changed' };
  return asked.candidates.includes(business.name)
    ? undefined
    : {
        reason: 'not-applicable',
        message: `this order is one of ${business.name}, and context.domain says ${asked.context.domain}`,
      };
}

/** Only what buyers sent counts: nobody else can use up a transaction. */
const mostMessages = (asked: Change['asked']): number => asked?.mostMessages ?? limits.entriesOfTransaction;

/** What may come without end is not written down without end. */
const mostKept = (asked: Change['asked']): number => Math.min(mostMessages(asked), limits.updatedEntriesOfTransaction);

const isForgettable = ({ transactionId }: OrderKey, events: readonly HappenedEvent[], isFull: boolean) =>
  events.length > 0 && events.every(isRefused) && (transactionId === '' || isFull);

const sameCause = (one: Cause, other: Cause) =>
  one.action === other.action && one.messageId === other.messageId && one.digest === other.digest;

function markFor(order: string, before: Order, after: Order): HoldMark | undefined {
  const [was, is] = [before.standing().unpaid, after.standing().unpaid];
  if (is !== undefined && is.until !== was?.until) return { ...is, order, open: true };
  if (is === undefined && was !== undefined) return { ...was, order, open: false };
  return undefined;
}
