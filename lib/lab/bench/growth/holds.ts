import type { Kept } from '../../../aws/calendar-day.ts';
import { dayTable } from '../../../aws/calendar-days.ts';
import { calendarStore } from '../../../aws/calendar-store.ts';
import { median } from '../statistics.ts';

export interface Holds {
  /** How many bookings the connector has. */
  readonly bookings: number;
  readonly holdMs: number;
}

const QUARTER = 15 * 60_000;
const QUARTERS_OF_DAY = 96;
const MEASURED = 200;

/** What a hold costs on a connector with so many bookings: half of them lie before the days on which is held, half behind them. */
export async function measureHolds(table: string, bookings: number): Promise<Holds> {
  const resource = `bench#${bookings}`;
  const today = Date.parse('2030-01-01T00:00:00Z');
  const days = Math.ceil(bookings / QUARTERS_OF_DAY);
  for (let day = 0; day < days; day += 1) {
    const begins = today + (day < days / 2 ? day - days : day + MEASURED) * QUARTERS_OF_DAY * QUARTER;
    const many = Math.min(QUARTERS_OF_DAY, bookings - day * QUARTERS_OF_DAY);
    const kept = Array.from({ length: many }, (_, quarter) => booking(begins + quarter * QUARTER, `${day}-${quarter}`));
    await dayTable(table).write(resource, new Date(begins).toISOString().slice(0, 10), kept, undefined);
  }
  const calendars = calendarStore(table);
  const times: number[] = [];
  for (let index = 0; index < MEASURED; index += 1) {
    const begun = performance.now();
    const wasHeld = await calendars.hold(resource, booking(today + index * QUARTER, `held-${index}`), today);
    if (!wasHeld) throw new Error(`${resource} could not be held`);
    times.push(performance.now() - begun);
  }
  return { bookings, holdMs: median(times) };
}

const booking = (start: number, name: string): Kept => ({
  order: `bench.example.org#${name}`,
  round: 1,
  start,
  end: start + QUARTER,
  until: start + QUARTER,
});
