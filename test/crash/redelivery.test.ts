import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  answersAmiss,
  bookingsLeft,
  countedAmiss,
  doubleBookings,
  effectsAmiss,
  moneyAstray,
  ordersLeftOpen,
  sessionsUnwanted,
} from './invariants.ts';
import { openPlay, type Play } from './playing.ts';
import { delays, steps, turns } from './steps.ts';

/** How much is tried: REDELIVERY_SEED, REDELIVERY_SEEDS and REDELIVERY_RUNS try other things, and more of them. */
const { REDELIVERY_SEED = '1', REDELIVERY_SEEDS = '1', REDELIVERY_RUNS = '300' } = process.env;
const seeds = Array.from({ length: Number(REDELIVERY_SEEDS) }, (_, index) => Number(REDELIVERY_SEED) + index);
const numRuns = Number(REDELIVERY_RUNS);

const always = [
  ['every request is answered, and never in two ways', answersAmiss],
  ['no connector is promised to two orders at the same time', doubleBookings],
  ['all money that came in is kept for something or goes back', moneyAstray],
  ['every order comes to an end', ordersLeftOpen],
  ['no session runs for an order that does not want it', sessionsUnwanted],
  ['no booking outlives its order', bookingsLeft],
  ['no change is told to be made twice', countedAmiss],
  ['all that must follow is brought about, with one content under one name', effectsAmiss],
] as const;

/** What does not hold once all is worked off, once all has come twice, and once all deadlines are over. */
async function flaws(play: Play, find: (play: Play) => readonly string[]): Promise<readonly string[]> {
  await play.workOff();
  const worked = find(play);
  await play.settle();
  const settled = find(play);
  await play.expire();
  return [...worked, ...settled, ...find(play)];
}

describe.each(seeds)('whatever fails and is delivered again, in any order (seed %i)', (seed) => {
  it.each(always)('%s', async (_, find) => {
    const holds = fc.asyncProperty(fc.array(steps, { maxLength: 25, size: 'max' }), async (story) => {
      const play = openPlay();
      for (const step of story) {
        await play.play(step);
        expect(doubleBookings(play)).toEqual([]);
      }
      expect(await flaws(play, find)).toEqual([]);
    });
    await fc.assert(holds, { seed, numRuns });
  });
});

describe.each(seeds)('whatever fails and is worked on at the same time (seed %i)', (seed) => {
  const moments = fc.array(fc.array(steps, { minLength: 1, maxLength: 3 }), { maxLength: 15, size: 'max' });

  it.each(always)('%s', async (_, find) => {
    const holds = fc.asyncProperty(moments, delays, async (story, pauses) => {
      const play = openPlay(turns(pauses));
      for (const moment of story) {
        await Promise.all(moment.map(play.play));
        expect(doubleBookings(play)).toEqual([]);
      }
      expect(await flaws(play, find)).toEqual([]);
    });
    await fc.assert(holds, { seed, numRuns });
  });
});
