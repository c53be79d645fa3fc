import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Failure } from '../memory/failing.ts';
import type { Place, Word } from './asking.ts';
import {
  answersAmiss,
  bookingsLeft,
  doubleBookings,
  effectsAmiss,
  moneyAstray,
  ordersLeftOpen,
  sessionsUnwanted,
} from './invariants.ts';
import { openPlay, type Play, type Step } from './playing.ts';
import { delays, failure, turns } from './steps.ts';

/** Orders that are booked and about to charge, while everything else comes in between. */

const here: Place = { window: 0, connector: 0 };
const there: Place = { window: 1, connector: 0 };
const HALF_AN_HOUR_AND_MORE = 31;

const ask = (who: 0 | 1, word: Word, place = here, failure?: Failure): Step => ({
  kind: 'ask',
  who,
  word,
  place,
  failure,
});
const pass = (minutes: number): Step => ({ kind: 'pass', minutes });
const pay = (who: 0 | 1): Step => ({ kind: 'pay', who, before: 0 });

/** Those of the second customer obey a stop only when they hear it again. */
const driver = 1;

const booked = (place: Place) => [ask(driver, 'init', place), pay(driver), ask(driver, 'confirm', place)];

const words = ['start', 'start', 'end', 'cancel', 'cancel', 'move', 'confirm'] as const;
const kind = <Kind extends Step['kind']>(name: Kind) => fc.constant(name);
const doings: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: kind('ask'),
      who: fc.constant(driver),
      word: fc.constantFrom(...words),
      place: fc.constantFrom(here, there),
      failure,
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: kind('again'), which: fc.nat({ max: 12 }), failure }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: kind('meter'),
      who: fc.constant(driver),
      status: fc.constantFrom('charging', 'ended', 'faulted'),
      failure,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: kind('push'), isLost: fc.boolean(), failure }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('call'), failure }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('pass'), minutes: fc.constantFrom(1, 3, 11, 40), failure }) },
);

const always = [sessionsUnwanted, bookingsLeft, moneyAstray, ordersLeftOpen, answersAmiss, doubleBookings];

async function expectWell(play: Play): Promise<void> {
  await play.workOff();
  for (const amiss of [...always, effectsAmiss]) expect(amiss(play)).toEqual([]);
  await play.settle();
  for (const amiss of always) expect(amiss(play)).toEqual([]);
  await play.expire();
  for (const amiss of [...always, effectsAmiss]) expect(amiss(play)).toEqual([]);
}

describe('a charge', () => {
  it.each([0, 1] as const)(
    'is stopped, paid for and over, whatever comes in between, at connector %i',
    async (connector) => {
      const place: Place = { window: 0, connector };
      const moments = fc.array(fc.array(doings, { minLength: 1, maxLength: 3 }), { maxLength: 8, size: 'max' });
      const holds = fc.asyncProperty(moments, delays, async (story, pauses) => {
        const play = openPlay(turns(pauses));
        for (const step of [...booked(place), pass(HALF_AN_HOUR_AND_MORE)]) await play.play(step);
        for (const moment of story) await Promise.all(moment.map(play.play));
        await expectWell(play);
      });
      await fc.assert(holds, { seed: 1, numRuns: 500 });
    },
  );
});

describe('two at the same time about one order', () => {
  it.each<[string, readonly Step[], readonly [Step, Step]]>([
    ['a confirmation and a cancellation', booked(here).slice(0, 2), [ask(driver, 'confirm'), ask(driver, 'cancel')]],
    ['a move and a cancellation', booked(here), [ask(driver, 'move', there), ask(driver, 'cancel')]],
    ['two moves', booked(here), [ask(driver, 'move', there), ask(driver, 'move', here)]],
    [
      'a start and a cancellation',
      [...booked(here), pass(HALF_AN_HOUR_AND_MORE)],
      [ask(driver, 'start'), ask(driver, 'cancel')],
    ],
    [
      'a start and a move',
      [...booked(here), pass(HALF_AN_HOUR_AND_MORE)],
      [ask(driver, 'start'), ask(driver, 'move', there)],
    ],
  ])('%s leave no session and no booking behind', async (_, before, [one, other]) => {
    const holds = fc.asyncProperty(delays, failure, async (pauses, failure) => {
      const play = openPlay(turns(pauses));
      for (const step of before) await play.play(step);
      await Promise.all([{ ...one, failure }, other].map(play.play));
      await expectWell(play);
    });
    await fc.assert(holds, { seed: 1, numRuns: 300 });
  });
});
