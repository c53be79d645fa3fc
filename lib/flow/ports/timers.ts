import type { OrderKey } from './orders.ts';

/** Comes back on the timers queue as it was set, at its time. */
export interface Timer {
  readonly key: OrderKey;
  /** What it guards; with the key and the time it names the timer, so that setting it twice is harmless. */
  readonly purpose: string;
  readonly at: number;
}

export interface Timers {
  set(timer: Timer): Promise<void>;
}
