import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calendarStore } from '../../lib/aws/calendar-store.ts';
import type { Booking, Calendars } from '../../lib/flow/ports.ts';

const AT = 1_800_000_000_000;
const ALWAYS = { start: AT, end: AT + 24 };
let count = 0;

interface Step {
  readonly kind: 'hold' | 'release';
  readonly booking: Booking;
}

/** Small numbers, so that orders meet: five of them, in a day of twelve hours. */
const step = fc
  .record({
    kind: fc.constantFrom<Step['kind']>('hold', 'hold', 'hold', 'release'),
    order: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    start: fc.integer({ min: 0, max: 11 }),
    length: fc.integer({ min: 1, max: 4 }),
    until: fc.integer({ min: 1, max: 20 }),
  })
  .map(({ kind, order, start, length, until }): Step => {
    return { kind, booking: { order, round: 1, start: AT + start, end: AT + start + length, until: AT + until } };
  });

/** What happens at one moment; each order does one thing then. */
const moment = fc.uniqueArray(step, { minLength: 1, maxLength: 5, selector: ({ booking }) => booking.order });

/** Whatever is asked for in whatever order, no window is given twice. */
export function calendarHistoriesContract(): void {
  describe('any history of a calendar', () => {
    const processes = [calendarStore('Calendars'), calendarStore('Calendars')] as const;

    test('is what one who does everything alone would have made of it', async () => {
      const history = fc.array(step, { minLength: 1, maxLength: 12 });
      await fc.assert(
        fc.asyncProperty(history, async (steps) => {
          const resource = `alone-${++count}`;
          let expected: readonly Booking[] = [];
          for (const [at, { kind, booking }] of steps.entries()) {
            const next = kind === 'hold' ? afterHold(expected, booking, AT + at) : without(expected, booking);
            const done = await perform(processes[0], resource, { kind, booking }, AT + at);
            expect(done).toBe(next !== undefined);
            expected = next ?? expected;
            expect(await processes[0].bookings(resource, ALWAYS)).toEqual(expected);
          }
        }),
        { numRuns: 25 },
      );
    });

    test('keeps all that it granted, and none of it overlaps, also when processes meet', async () => {
      const history = fc.array(moment, { minLength: 1, maxLength: 5 });
      await fc.assert(
        fc.asyncProperty(history, async (moments) => {
          const resource = `met-${++count}`;
          const granted = new Map<string, Booking>();
          for (const [at, steps] of moments.entries()) {
            const done = await Promise.all(
              steps.map((one, index) => perform(processes[index % 2 === 0 ? 0 : 1], resource, one, AT + at)),
            );
            for (const [index, { kind, booking }] of steps.entries())
              if (kind === 'release') forget(granted, booking);
              else if (done[index]) granted.set(nameOf(booking), prolonged(granted.get(nameOf(booking)), booking));
            const isLive = ({ until }: Booking) => until > AT + at;
            const live = (await processes[0].bookings(resource, ALWAYS)).filter(isLive);
            expect(sorted(live)).toEqual(sorted([...granted.values()].filter(isLive)));
            expect(live.filter((one) => live.some((other) => overlap(one, other)))).toEqual([]);
          }
        }),
        { numRuns: 25 },
      );
    });
  });
}

async function perform(calendars: Calendars, resource: string, { kind, booking }: Step, at: number) {
  if (kind === 'hold') return calendars.hold(resource, booking, at);
  await calendars.release(resource, booking);
  return true;
}

function afterHold(bookings: readonly Booking[], wanted: Booking, at: number): readonly Booking[] | undefined {
  const live = bookings.filter(({ until }) => until > at);
  if (live.some((other) => overlap(other, wanted))) return undefined;
  const same = bookings.find((one) => nameOf(one) === nameOf(wanted));
  return [...live.filter((one) => one !== same), prolonged(same, wanted)];
}

const nameOf = ({ order, start, end }: Booking) => `${order} ${start} ${end}`;

const prolonged = (before: Booking | undefined, booking: Booking): Booking => ({
  ...booking,
  until: Math.max(booking.until, before?.until ?? 0),
});

function forget(granted: Map<string, Booking>, given: Booking): void {
  for (const [name, booking] of granted) if (isPartOf(booking, given)) granted.delete(name);
}

const without = (bookings: readonly Booking[], given: Booking) => bookings.filter((one) => !isPartOf(one, given));

const isPartOf = (one: Booking, given: Booking) => one.order === given.order && meet(one, given);

const overlap = (one: Booking, other: Booking) => one.order !== other.order && meet(one, other);

/** The hours of both, one by one: told without the formula under test. */
function meet(one: Booking, other: Booking): boolean {
  const hours = Array.from({ length: one.end - one.start }, (_, hour) => one.start + hour);
  return hours.some((hour) => other.start <= hour && hour < other.end);
}

const sorted = (bookings: readonly Booking[]) =>
  bookings.toSorted((one, other) => nameOf(one).localeCompare(nameOf(other)));
