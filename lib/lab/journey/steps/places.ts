import { setTimeout as sleep } from 'node:timers/promises';
import type { Scene } from '../scene.ts';
import { passTime } from './time.ts';

export interface Visit {
  /** Connectors that would do, the favourite first. */
  readonly fulfillmentIds: readonly string[];
  /** A window to book; without one the driver comes at once. */
  readonly window?: { readonly startsInMinutes: number; readonly lastsMinutes: number };
}

export interface Place {
  readonly fulfillmentId: string;
  readonly window?: { readonly start: Date; readonly end: Date };
}

/** As the network writes it. */
export interface Spot {
  readonly gps: string;
  readonly address: string;
}

const MINUTE = 60_000;
const LATER_WINDOWS = 16;
const LATER_VISITS = 8;

/** Where and when it may be free: all the connectors, then later and later. */
export async function* places(scene: Scene, { window, fulfillmentIds }: Visit): AsyncGenerator<Place> {
  if (window !== undefined) {
    const first = nextQuarter((await scene.network.now()).getTime() + window.startsInMinutes * MINUTE);
    for (let later = 0; later < LATER_WINDOWS; later++) {
      const start = first + later * window.lastsMinutes * MINUTE;
      const span = { start: new Date(start), end: new Date(start + window.lastsMinutes * MINUTE) };
      for (const fulfillmentId of fulfillmentIds) yield { fulfillmentId, window: span };
    }
    return;
  }
  for (const fulfillmentId of fulfillmentIds) yield { fulfillmentId };
  for (let visit = 0; visit < LATER_VISITS; visit++) {
    scene.print('  all are taken; the driver waits', 'quiet');
    await sleep(3000);
    for (const fulfillmentId of fulfillmentIds) yield { fulfillmentId };
    await passTime(15)(scene);
    for (const fulfillmentId of fulfillmentIds) yield { fulfillmentId };
  }
}

const nextQuarter = (time: number): number => Math.ceil(time / (15 * MINUTE)) * 15 * MINUTE;
