import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calendarStore } from '../../lib/aws/calendar-store.ts';
import type { Booking, Calendars } from '../../lib/flow/ports/calendars.ts';
import { ALWAYS, AT, booking, isLive, meet, overlap, prolonged, released, sorted } from './calendar-model.ts';

let count = 0;

interface Step {
  readonly kind: 'hold' | 'release';
  readonly booking: Booking;
}

const step = fc.record({ kind: fc.constantFrom<Step['kind']>('hold', 'hold', 'hold', 'release'), booking });

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
            const next = kind === 'hold' ? afterHold(expected, booking, AT + at) : released(expected, booking);
            const done = await perform(processes[0], resource, { kind, booking }, AT + at);
            expect(done).toBe(next !== undefined);
            expected = (next ?? expected).filter(isLive(AT + at));
            const live = (await processes[0].bookings(resource, ALWAYS)).filter(isLive(AT + at));
            expect(sorted(live)).toEqual(sorted(expected));
            const part = { start: booking.start, end: booking.start + 1 };
            const inPart = (await processes[1].bookings(resource, part)).filter(isLive(AT + at));
            expect(sorted(inPart)).toEqual(sorted(expected.filter((one) => meet(one, part))));
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
          let granted: readonly Booking[] = [];
          for (const [at, steps] of moments.entries()) {
            const done = await Promise.all(
              steps.map((one, index) => perform(processes[index % 2 === 0 ? 0 : 1], resource, one, AT + at)),
            );
            for (const [index, { kind, booking }] of steps.entries())
              if (kind === 'release') granted = released(granted, booking);
              else if (done[index]) granted = prolonged(granted, booking);
            const live = (await processes[0].bookings(resource, ALWAYS)).filter(isLive(AT + at));
            expect(sorted(live)).toEqual(sorted(granted.filter(isLive(AT + at))));
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
  const live = bookings.filter(isLive(at));
  return live.some((other) => overlap(other, wanted)) ? undefined : prolonged(live, wanted);
}
