import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Days } from '../../lib/aws/calendar-days.ts';
import { calendarsOf } from '../../lib/aws/calendar-store.ts';
import type { Booking } from '../../lib/flow/ports/calendars.ts';
import { AT, booking, eachDay, isLive, meet, nameOf, overlap, prolonged, released } from './calendar-model.ts';
import { mingled } from './mingled.ts';

const NEVER = Number.POSITIVE_INFINITY;
let count = 0;

const attempt = fc.record({
  kind: fc.constantFrom<'hold' | 'release'>('hold', 'hold', 'hold', 'hold', 'release'),
  booking,
  dies: fc.oneof({ arbitrary: fc.constant(NEVER), weight: 3 }, { arbitrary: fc.nat(9), weight: 1 }),
});
type Attempt = typeof attempt extends fc.Arbitrary<infer Value> ? Value : never;

/** What is attempted at the same moment, moment by moment; the same few things again and again, as messages come twice. */
const moments = fc
  .record({
    attempts: fc.array(attempt, { minLength: 1, maxLength: 4 }),
    drawn: fc.array(fc.array(fc.nat(3), { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 3 }),
  })
  .map(({ attempts, drawn }) =>
    drawn.map((some) => some.flatMap((number) => attempts[number % attempts.length] ?? [])),
  );

const turns = fc.infiniteStream(fc.nat(4));

/** Each read and each write of a table is a step, and between any two anybody else may take his. */
export function calendarStepsContract(open: () => Days, numRuns: number): void {
  describe('processes whose steps mingle', () => {
    test('never have a window twice, keep all that was granted, and leave nothing of what was refused', async () => {
      await fc.assert(
        fc.asyncProperty(moments, turns, (some, order) =>
          play(
            some.map((attempts) => attempts.map((one) => ({ ...one, dies: NEVER }))),
            order,
          ),
        ),
        { numRuns },
      );
    });

    test('and of which some die never have a window twice either, and keep all that was granted', async () => {
      await fc.assert(fc.asyncProperty(moments, turns, play), { numRuns });
    });

    test('let one of them have the window that all want, over however many midnights', async () => {
      await fc.assert(
        fc.asyncProperty(booking, fc.integer({ min: 2, max: 6 }), turns, async (wanted, many, order) => {
          const attempts = Array.from({ length: many }, (_, number) => ({ ...wanted, order: `rival-${number}` }));
          const resource = `steps-${++count}`;
          const held = await mingled(
            attempts.map((one) => ({ steps: NEVER, act: (days) => calendarsOf(days).hold(resource, one, AT) })),
            open(),
            order,
          );
          expect(held.filter((one) => one === true)).toHaveLength(1);
        }),
        { numRuns },
      );
    });
  });

  async function play(some: readonly (readonly Attempt[])[], order: Iterator<number>): Promise<void> {
    const resource = `steps-${++count}`;
    const days = open();
    let granted: readonly Booking[] = [];
    const unsure = new Set<string>();
    const asked: Booking[] = [];
    for (const [index, attempts] of some.entries()) {
      const at = AT + index;
      const ended = await mingled(
        attempts.map((one) => ({ steps: one.dies, act: (own) => perform(one, resource, at, own) })),
        days,
        order,
      );
      const outcomes = attempts.map((one, number) => ({ ...one, ended: ended[number] }));
      const holds = outcomes.filter(({ kind }) => kind === 'hold');
      asked.push(...holds.map(({ booking }) => booking));
      for (const { booking } of holds.filter((one) => one.ended === true)) granted = prolonged(granted, booking);
      for (const { booking } of holds.filter((one) => one.ended === false))
        expect(asked.some((other) => overlap(other, booking))).toBe(true);
      for (const given of outcomes.filter(({ kind }) => kind === 'release')) {
        const left = released(granted, given.booking);
        const mine = holds.filter(({ booking }) => booking.order === given.booking.order).map(({ booking }) => booking);
        // A release that died may have given back a part; one that met a hold of its own order, that one or not.
        const gone = given.ended === 'died' ? granted.filter((one) => !left.includes(one)) : [];
        for (const one of [...gone, ...mine]) unsure.add(nameOf(one));
        granted = left.filter((one) => !mine.some((other) => nameOf(other) === nameOf(one)));
      }
      for (const { booking } of holds.filter((one) => one.ended === 'died')) unsure.add(nameOf(booking));
      await check(resource, granted.filter(isLive(at)), unsure, at, days);
    }
  }
}

async function perform({ kind, booking }: Attempt, resource: string, at: number, days: Days): Promise<boolean> {
  if (kind === 'hold') return calendarsOf(days).hold(resource, booking, at);
  await calendarsOf(days).release(resource, booking);
  return true;
}

/** Of what nobody can be sure anything may be there: a part, nothing, or something that lasts longer. */
async function check(
  resource: string,
  granted: readonly Booking[],
  unsure: ReadonlySet<string>,
  at: number,
  days: Days,
): Promise<void> {
  expect(granted.filter((one) => granted.some((other) => overlap(one, other)))).toEqual([]);
  for (const span of eachDay) {
    const there = (await calendarsOf(days).bookings(resource, span)).filter(isLive(at));
    for (const due of granted.filter((one) => meet(one, span))) {
      const found = there.find((one) => nameOf(one) === nameOf(due));
      expect(found).toEqual({ ...due, until: unsure.has(nameOf(due)) ? expect.any(Number) : due.until });
      expect(found?.until).toBeGreaterThanOrEqual(due.until);
    }
    const known = new Set([...granted.map(nameOf), ...unsure]);
    expect(there.filter((one) => !known.has(nameOf(one)))).toEqual([]);
  }
}
