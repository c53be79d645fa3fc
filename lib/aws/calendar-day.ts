import { blocks, overlaps } from '../flow/order/holding.ts';
import type { Booking, Released } from '../flow/ports/calendars.ts';
import type { Span } from '../language/span.ts';

/** What a day of a calendar says. Days are those of UTC. */

export const DAY = 24 * 3_600_000;

/**
 * A booking as each of its days has it. One of several days is claimed by every attempt to take it, until when that
 * attempt wanted it: an attempt that fails on a later day takes back its own claim and nobody else's.
 */
export interface Kept extends Booking {
  readonly claims?: Claims;
}

type Claims = Readonly<Record<string, number>>;

const MOST_DAYS = 62;

/** The days that a span touches, in order. */
export function daysOf({ start, end }: Span): readonly string[] {
  const first = Math.floor(start / DAY);
  const many = Math.max(1, Math.ceil(end / DAY) - first);
  if (many > MOST_DAYS) throw new RangeError(`a span of at most ${MOST_DAYS} days was expected, not of ${many}`);
  return Array.from({ length: many }, (_, index) => new Date((first + index) * DAY).toISOString().slice(0, 10));
}

/**
 * The day with one more booking; undefined where another order stands in the way, or where the day has no room for it. The same booking is only ever prolonged,
 * and another one of its order stands beside it: whoever loses a race takes nothing from the winner.
 */
export function take(kept: readonly Kept[], booking: Booking, at: number, claim?: string): readonly Kept[] | undefined {
  if (kept.some((other) => blocks(other, booking, booking.order, at))) return undefined;
  const before = kept.find((one) => isSame(one, booking));
  if (claim === undefined && before !== undefined && before.until >= booking.until) return kept;
  const others = kept.filter((one) => one !== before && one.until > at);
  if (claim === undefined) return fitting(kept, [...others, booking]);
  const claims = { ...standing(before, at), [claim]: booking.until };
  return fitting(kept, [...others, { ...booking, claims, until: latest(claims) }]);
}

/** An item has 400 KB. Windows of a quarter of an hour take 15; the rest is for one order that holds many. */
const MOST_BYTES = 200_000;

function fitting(kept: readonly Kept[], more: readonly Kept[]): readonly Kept[] | undefined {
  const bytes = bytesOf(more);
  return bytes <= MOST_BYTES || bytes <= bytesOf(kept) ? more : undefined;
}

const bytesOf = (kept: readonly Kept[]) => Buffer.byteLength(JSON.stringify(kept));

const MOST_CLAIMS = 8;

/** Of many claims only the last is remembered, as one that nobody takes back. */
function standing(before: Kept | undefined, at: number): Claims {
  const claims = Object.fromEntries(Object.entries(before?.claims ?? {}).filter(([, until]) => until > at));
  return Object.keys(claims).length < MOST_CLAIMS ? claims : { all: latest(claims) };
}

/** The day without that claim, and without the booking if nobody else claims it. */
export function giveBack(kept: readonly Kept[], booking: Booking, claim: string): readonly Kept[] {
  const before = kept.find((one) => isSame(one, booking));
  if (before?.claims?.[claim] === undefined) return kept;
  const { [claim]: _given, ...claims } = before.claims;
  const others = kept.filter((one) => one !== before);
  return Object.keys(claims).length === 0 ? others : [...others, { ...before, claims, until: latest(claims) }];
}

const latest = (claims: Claims) => Math.max(...Object.values(claims));

/** Whether it goes when that hold of its order is given up. */
export const isOver = (one: Booking, held: Released): boolean =>
  one.order === held.order &&
  one.round <= held.round &&
  (held.alone !== true || (one.start === held.start && one.end === held.end));

/** What is booked of a span, by days that may have the same bookings. */
export function bookingsIn(kept: readonly Kept[], span: Span): readonly Booking[] {
  const bookings: Booking[] = [];
  for (const { order, round, start, end, until } of kept.filter((one) => overlaps(one, span))) {
    const booking = { order, round, start, end, until };
    const known = bookings.findIndex((one) => isSame(one, booking));
    if (known === -1) bookings.push(booking);
    else if ((bookings[known]?.until ?? 0) < until) bookings[known] = booking;
  }
  return bookings;
}

export const isSame = (one: Booking, other: Booking) =>
  one.order === other.order && one.round === other.round && one.start === other.start && one.end === other.end;
