import { createHash } from 'node:crypto';
import { isWish } from '../../beckn/actions.ts';
import type { Context } from '../../beckn/message.ts';
import type { Business, Businesses, Order } from '../../domain/business.ts';
import type { BusinessName } from '../../language/business.ts';
import type { Cause, Entry, Past, Snapshot } from '../ports/orders.ts';
import { isRefused } from './refused.ts';

/** A snapshot is kept with one entry in so many: among that many last entries there always is one. */
export const SNAPSHOT_EVERY = 8;

const MARK_CHARACTERS = 12;
const MOST_MARKS = 2000;

export const lastSequence = ({ snapshot, entries }: Past): number =>
  entries.at(-1)?.sequence ?? snapshot?.sequence ?? 0;

/** The business of a history: what it did there decides. A history of nothing but refusals may still become any business's. */
export const businessOf = ({ snapshot, entries }: Past): BusinessName | undefined =>
  entries.findLast(({ events }) => !events.every(isRefused))?.business ?? snapshot?.business;

export const replay = (business: Business, { snapshot, entries }: Past): Order => business.replay(entries, snapshot);

/** The order that a history makes; undefined where it makes none of any business. */
export function orderIn(past: Past, businesses: Businesses): Order | undefined {
  const name = businessOf(past);
  return name && replay(businesses[name], past);
}

/** When the last entry happened, in business time and by the real clock. */
export const lastTimes = ({ snapshot, entries }: Past): Pick<Entry, 'at' | 'writtenAt'> =>
  entries.at(-1) ?? snapshot ?? { at: 0, writtenAt: 0 };

/** How many messages the buyer has sent. */
export const messagesIn = ({ snapshot, entries }: Past): number =>
  (snapshot?.messages ?? 0) + entries.filter(({ context }) => context !== undefined).length;

/** The context of the last message of the buyer. */
export const contextIn = ({ snapshot, entries }: Past): Context | undefined =>
  entries.findLast(({ context }) => context !== undefined)?.context ?? snapshot?.context;

/** When the wish was written that the order has now, or that it comes from. */
function wishedAt({ snapshot, entries }: Past): string | undefined {
  const last = entries.findLast(
    ({ context, events }) => context !== undefined && isWish(context.action) && !events.every(isRefused),
  );
  return last?.context?.timestamp ?? snapshot?.wishedAt;
}

/** Messages overtake each other: an older wish does not replace a newer one. */
export function isOutdated({ action, timestamp }: Context, past: Past): boolean {
  const newest = wishedAt(past);
  return isWish(action) && newest !== undefined && Date.parse(timestamp) < Date.parse(newest);
}

/** Whether an entry before the snapshot may have this cause; only the whole history knows for sure. */
export const mayKnow = ({ snapshot }: Past, cause: Cause): boolean => snapshot?.causes.includes(markOf(cause)) ?? false;

/** What is kept with an entry; undefined with most. */
export function snapshotWith(past: Past, entry: Entry, after: Order): Snapshot | undefined {
  if (entry.sequence % SNAPSHOT_EVERY !== 0) return undefined;
  const now = { snapshot: past.snapshot, entries: [...past.entries, entry] };
  const causes = [...(past.snapshot?.causes ?? []), ...now.entries.map(({ cause }) => markOf(cause))];
  return {
    sequence: entry.sequence,
    at: entry.at,
    writtenAt: entry.writtenAt,
    business: businessOf(now),
    state: after.state,
    since: after.since,
    messages: messagesIn(now),
    context: contextIn(now),
    wishedAt: wishedAt(now),
    causes: causes.slice(-MOST_MARKS),
  };
}

const markOf = ({ action, messageId, digest }: Cause): string =>
  createHash('sha256')
    .update(JSON.stringify([action, messageId, digest]))
    .digest('base64url')
    .slice(0, MARK_CHARACTERS);
