import { setTimeout as sleep } from 'node:timers/promises';

const LONGEST_MILLISECONDS = 20;

/** Waits a random while, longer with each attempt: of many who meet at one item, all but one would lose every time. */
export const outOfStep = (attempt: number): Promise<void> => sleep(Math.random() * LONGEST_MILLISECONDS * attempt);
