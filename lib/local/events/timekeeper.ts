import type { Clock } from '../clock.ts';
import type { Schedules } from './schedules.ts';

/** Fires schedules when business time reaches them, whether it passes by itself or is moved. */
export interface Timekeeper {
  /** Moves the clock forward, handing over what falls due in order; one such move at a time. */
  advance(byMs: number): Promise<{ readonly now: number; readonly fired: number }>;
  /** To be told that a schedule may fall due earlier than the timekeeper thinks. */
  rearm(): void;
  stop(): void;
}

/** `settled` answers when what was handed over has been worked off. */
export function timekeeper(clock: Clock, schedules: Schedules, settled: () => Promise<void>): Timekeeper {
  let alarm: NodeJS.Timeout | undefined;
  let moves = 0;
  let last: Promise<unknown> = Promise.resolve();
  let isStopped = false;

  const fireDue = () => {
    for (let due = schedules.next(clock.now()); due !== undefined; due = schedules.next(clock.now()))
      schedules.fire(due);
    rearm();
  };
  const rearm = () => {
    clearTimeout(alarm);
    const next = moves > 0 || isStopped ? undefined : schedules.next(Number.MAX_SAFE_INTEGER);
    if (next !== undefined)
      alarm = setTimeout(fireDue, Math.min(LONGEST_TIMER_MS, Math.max(0, next.due - clock.now())));
  };
  const move = async (byMs: number) => {
    const target = clock.now() + byMs;
    let fired = 0;
    // What was asked before the clock moves happens before it moves.
    await settled();
    for (let due = schedules.next(target); due !== undefined; due = schedules.next(target)) {
      clock.moveTo(due.due);
      schedules.fire(due);
      fired += 1;
      await settled();
    }
    clock.moveTo(target);
    return { now: clock.now(), fired };
  };

  rearm();
  return {
    rearm,
    advance(byMs) {
      moves += 1;
      const moved = last.then(() => move(byMs));
      last = moved
        .catch(() => undefined)
        .then(() => {
          moves -= 1;
          rearm();
        });
      return moved;
    },
    stop() {
      isStopped = true;
      clearTimeout(alarm);
    },
  };
}

const LONGEST_TIMER_MS = 2 ** 31 - 1;
