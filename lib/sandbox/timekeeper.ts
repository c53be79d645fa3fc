import { setTimeout as sleep } from 'node:timers/promises';
import type { ClockHand } from './clock-hand.ts';
import type { Schedules } from './schedules.ts';

export interface Timekeeping {
  readonly hand: ClockHand;
  readonly schedules: Schedules;
  /** Answers when what was handed over has been worked off. */
  readonly settled: () => Promise<void>;
}

/** The gateway waits for half a minute; who is told of an earlier time than asked for asks again for the rest. */
const LONGEST_MILLISECONDS = 15_000;
const HELD_MILLISECONDS = 30_000;
const WAIT_MILLISECONDS = 250;

/** Moves business time forward, handing over what falls due in order of time; one such move at a time. */
export function timekeeper({ hand, schedules, settled }: Timekeeping) {
  return {
    async advance(by: number): Promise<{ readonly now: number; readonly fired: number }> {
      const end = Date.now() + LONGEST_MILLISECONDS;
      while (!(await hand.take(HELD_MILLISECONDS))) {
        if (Date.now() > end) return { now: await hand.now(), fired: 0 };
        await sleep(WAIT_MILLISECONDS);
      }
      try {
        return await move(by, end);
      } finally {
        await hand.release();
      }
    },
  };

  async function move(by: number, end: number) {
    const target = (await hand.now()) + by;
    let fired = 0;
    // Whoever moved it before may not have come to the end of this.
    await schedules.retime();
    // What was asked before the clock moves happens before it moves.
    await settled();
    for (let due = await schedules.next(target); due !== undefined; due = await schedules.next(target)) {
      if (Date.now() > end) break;
      await hand.moveTo(due.at);
      if (await schedules.fire(due)) fired += 1;
      await settled();
    }
    if (Date.now() <= end) await hand.moveTo(target);
    await schedules.retime();
    return { now: await hand.now(), fired };
  }
}
