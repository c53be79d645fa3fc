import fc from 'fast-check';
import type { Booking } from '../../lib/flow/ports/calendars.ts';
import type { Span } from '../../lib/language/span.ts';

/** Calendars as one would tell them by heart, hour by hour: without the formulas under test. */

const HOUR = 3_600_000;
const DAYS = 3;

/** Midnight, as days of calendars have it. */
export const AT = Date.UTC(2027, 0, 15);
export const ALWAYS = { start: AT, end: AT + 24 * DAYS * HOUR };

export const eachDay = Array.from({ length: DAYS }, (_, day) => ({
  start: AT + 24 * day * HOUR,
  end: AT + 24 * (day + 1) * HOUR,
}));

/** Few hours around two midnights, so that orders meet; bookings lapse within twenty milliseconds. */
export const booking = fc
  .record({
    order: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    round: fc.constantFrom(1, 1, 2),
    start: fc.constantFrom(10, 21, 22, 23, 24, 25, 46, 47, 48),
    length: fc.constantFrom(1, 2, 3, 24, 26),
    until: fc.integer({ min: 1, max: 20 }),
  })
  .map(({ start, length, until, ...whose }): Booking => {
    const end = Math.min(start + length, 24 * DAYS);
    return { ...whose, start: AT + start * HOUR, end: AT + end * HOUR, until: AT + until };
  });

export const nameOf = ({ order, round, start, end }: Booking) => `${order} ${round} ${hourOf(start)} ${hourOf(end)}`;

export const isLive =
  (at: number) =>
  ({ until }: Booking) =>
    until > at;

/** All bookings with one more, which lasts as long as anybody wanted. */
export function prolonged(bookings: readonly Booking[], wanted: Booking): readonly Booking[] {
  const same = bookings.find((one) => nameOf(one) === nameOf(wanted));
  const until = Math.max(wanted.until, same?.until ?? 0);
  return [...bookings.filter((one) => one !== same), { ...wanted, until }];
}

/** All bookings without those of its order, of its round or an earlier one, that have a day in common with it. */
export function released(bookings: readonly Booking[], given: Booking): readonly Booking[] {
  const days = daysIn(given);
  const goes = (one: Booking) => one.order === given.order && one.round <= given.round;
  return bookings.filter((one) => !goes(one) || !daysIn(one).some((day) => days.includes(day)));
}

export const overlap = (one: Booking, other: Booking) => one.order !== other.order && meet(one, other);

export const meet = (one: Span, other: Span) => hoursIn(one).some((hour) => hoursIn(other).includes(hour));

export const sorted = (bookings: readonly Booking[]) =>
  bookings.toSorted((one, other) => nameOf(one).localeCompare(nameOf(other)));

const daysIn = (span: Span) => [...new Set(hoursIn(span).map((hour) => Math.floor(hour / 24)))];

const hoursIn = ({ start, end }: Span) => {
  const [first, last] = [Math.floor(hourOf(start)), Math.ceil(hourOf(end))];
  return Array.from({ length: last - first }, (_, hour) => first + hour);
};

const hourOf = (time: number) => (time - AT) / HOUR;
