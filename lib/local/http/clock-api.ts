import { readAdvance } from '../../http/clock-advance.ts';
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
    const by = readAdvance(text);
    if (typeof by === 'string') return { status: 400, body: { message: by } };
    const { now, fired } = await timekeeper.advance(by);
    return { status: 200, body: { now: new Date(now).toISOString(), fired } };
  },
});
