import * as z from 'zod';
import type { Clock } from '../clock.ts';
import type { Timekeeper } from '../events/timekeeper.ts';

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** The test clock's two doors. */
export const clockApi = (clock: Clock, timekeeper: Timekeeper) => ({
  read: (): Answer => ({ status: 200, body: { now: new Date(clock.now()).toISOString() } }),

  async advance(text: string): Promise<Answer> {
    const by = millisecondsIn(text);
    if (typeof by === 'string') return { status: 400, body: { message: by } };
    const { now, fired } = await timekeeper.advance(by);
    return { status: 200, body: { now: new Date(now).toISOString(), fired } };
  },
});

const Advance = z.strictObject({ by: z.string() });

/** The duration asked for, or why it is none. */
function millisecondsIn(text: string): number | string {
  const request = Advance.safeParse(parsed(text));
  if (!request.success) return 'expected {"by": "<ISO 8601 duration>"}, for example {"by": "PT45M"}';
  const { by } = request.data;
  const [, days = '', time = '', hours = '0', minutes = '0', seconds = '0'] = DURATION.exec(by) ?? [];
  if (`${days}${time}` === '' || time === 'T')
    return `${JSON.stringify(by.slice(0, 50))} is not a duration of days, hours, minutes and seconds such as "P1DT2H30M"; the clock moves forward only`;
  const total = Number(days || 0) * DAY_MS + ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
  return total > 366 * DAY_MS ? 'the clock moves by P366D at the most' : Math.round(total);
}

const DURATION = /^P(?:(\d{1,9})D)?(T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9}(?:\.\d{1,3})?)S)?)?$/;
const DAY_MS = 86_400_000;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
