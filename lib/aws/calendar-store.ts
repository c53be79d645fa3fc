import { randomBytes } from 'node:crypto';
import { outageSince } from '../flow/order/holding.ts';
import type { Booking, Calendars } from '../flow/ports/calendars.ts';
import { bookingsIn, daysOf, giveBack, isOver, isSame, type Kept, take } from './calendar-day.ts';
import { type Days, dayTable } from './calendar-days.ts';

const ATTEMPTS = 100;

export const calendarStore = (table: string): Calendars => calendarsOf(dayTable(table));

/**
 * Whoever changes a day must have seen its last version, so no window is ever given twice. A window of several days is
 * taken day by day, in order of time; where a later day is taken by others, the days before are given back. What a crash
 * leaves of it lapses.
 */
export function calendarsOf(days: Days): Calendars {
  const turns = new Map<string, Promise<unknown>>();

  return {
    async bookings(resource, span) {
      const [condition, ...read] = await Promise.all([
        days.condition(resource),
        ...daysOf(span).map((day) => days.read(resource, day)),
      ]);
      const outages = condition?.isOutOfOrder ? [outageSince(condition.at)] : [];
      return bookingsIn([...read.flatMap(({ kept }) => kept), ...outages], span);
    },

    async outOfOrder(resources) {
      const conditions = await Promise.all(resources.map((resource) => days.condition(resource)));
      return resources.filter((_, index) => conditions[index]?.isOutOfOrder);
    },

    mark: (resource, condition) => days.mark(resource, condition),

    async hold(resource, booking, at) {
      const [first, ...later] = daysOf(booking);
      if (first === undefined) return false;
      if (later.length === 0) return change(resource, first, (kept) => take(kept, booking, at));
      const read = await Promise.all([first, ...later].map((day) => days.read(resource, day)));
      if (read.some(({ kept }) => take(kept, booking, at) === undefined)) return false;
      return takeAll(resource, [first, ...later], booking, at);
    },

    async release(resource, held) {
      const days = daysOf(held);
      const gone: Kept[] = [];
      for (const day of days)
        await change(resource, day, (kept) => {
          const over = kept.filter((one) => isOver(one, held));
          gone.push(...over);
          return without(kept, over);
        });
      // What an earlier round had may be of other days as well.
      for (const day of new Set(gone.flatMap(daysOf).filter((day) => !days.includes(day))))
        await change(resource, day, (kept) =>
          without(
            kept,
            kept.filter((one) => gone.some((other) => isSame(one, other))),
          ),
        );
    },
  };

  async function takeAll(resource: string, all: readonly string[], booking: Booking, at: number): Promise<boolean> {
    const claim = randomBytes(6).toString('base64url');
    const taken: string[] = [];
    for (const day of all) {
      if (!(await change(resource, day, (kept) => take(kept, booking, at, claim)))) {
        for (const other of taken) await change(resource, other, (kept) => giveBack(kept, booking, claim));
        return false;
      }
      taken.push(day);
    }
    return true;
  }

  /** False when `next` refuses. Changes of one day in this process wait for each other instead of failing each other's condition. */
  function change(
    resource: string,
    day: string,
    next: (kept: readonly Kept[]) => readonly Kept[] | undefined,
  ): Promise<boolean> {
    return inTurn(`${resource} ${day}`, async () => {
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        const { version, kept } = await days.read(resource, day);
        const changed = next(kept);
        if (changed === undefined) return false;
        if (changed === kept || (await days.write(resource, day, changed, version))) return true;
      }
      throw new Error(`the calendar of ${resource} kept changing`);
    });
  }

  function inTurn<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
    const turn = (turns.get(name) ?? Promise.resolve()).then(work, work);
    const settled = turn.then(ignore, ignore);
    turns.set(name, settled);
    void settled.then(() => turns.get(name) === settled && turns.delete(name));
    return turn;
  }
}

const without = (kept: readonly Kept[], gone: readonly Kept[]): readonly Kept[] =>
  gone.length === 0 ? kept : kept.filter((one) => !gone.includes(one));

const ignore = () => undefined;
