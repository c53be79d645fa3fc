import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Failure } from '../memory/failing.ts';
import type { Place, Word } from './asking.ts';
import { answersAmiss, doubleBookings, effectsAmiss, moneyAstray, ordersLeftOpen } from './invariants.ts';
import { openPlay, type Play, type Step } from './playing.ts';
import { delays, steps, turns } from './steps.ts';

/** Stories that went wrong once, or could. */

const ASHA = 0;
const RAVI = 1;
const morning: Place = { window: 0, connector: 0 };
const noon: Place = { window: 1, connector: 0 };
const elsewhere: Place = { window: 0, connector: 1 };

const ask = (who: 0 | 1, word: Word, place = morning, failure?: Failure): Step => ({
  kind: 'ask',
  who,
  word,
  place,
  failure,
});
const pay = (who: 0 | 1, failure?: Failure): Step => ({ kind: 'pay', who, before: 0, failure });
const again = (which: number, failure?: Failure): Step => ({ kind: 'again', which, failure });
const call = (failure?: Failure): Step => ({ kind: 'call', failure });
const pass = (minutes: number, failure?: Failure): Step => ({ kind: 'pass', minutes, failure });
const calls = Array.from({ length: 10 }, (_, index) => index + 1);
const atOnce: Failure = { call: 1, when: 'before', dies: true };

async function played(...story: readonly Step[]): Promise<Play> {
  const play = openPlay();
  for (const step of story) await play.play(step);
  return play;
}

describe('a request that is delivered once more', () => {
  it('is refused again when it was refused first, though what it lacked has come', async () => {
    const play = await played(ask(ASHA, 'confirm'), ask(ASHA, 'select'), again(0));
    expect(answersAmiss(play)).toEqual([]);
  });

  it('does not get a connector that it was refused, though it is free now', async () => {
    const play = await played(ask(RAVI, 'init'), ask(ASHA, 'init'), ask(RAVI, 'cancel'), again(1));
    expect(answersAmiss(play)).toEqual([]);
  });

  it('gives back no connector that was taken anew in the meantime', async () => {
    const play = await played(
      ask(ASHA, 'init'),
      ask(ASHA, 'select', elsewhere),
      ask(ASHA, 'init'),
      pay(ASHA),
      ask(ASHA, 'confirm'),
      again(1),
      ask(RAVI, 'init'),
    );
    expect(doubleBookings(play)).toEqual([]);
  });

  it('links the same form for feedback', async () => {
    const play = await played(ask(ASHA, 'init'), pay(ASHA), ask(ASHA, 'confirm'), ask(ASHA, 'rate'), again(3));
    expect(answersAmiss(play)).toEqual([]);
  });
});

describe('a payment', () => {
  it('goes back when it is made for what a new selection has given up', async () => {
    const play = await played(ask(ASHA, 'init'), ask(ASHA, 'select', elsewhere), pay(ASHA), call());
    expect(moneyAstray(play)).toEqual([]);
  });

  it.each(calls)('is asked for as it is due now, though one who died at call %i had asked before', async (call) => {
    const early: Failure = { call, when: 'after', dies: true };
    const play = await played(
      ask(ASHA, 'init', noon, early),
      ask(ASHA, 'init', morning),
      pay(ASHA),
      ask(ASHA, 'confirm'),
    );
    await play.settle();
    expect(moneyAstray(play)).toEqual([]);
  });

  it('ends an order whose connector is gone when it comes', async () => {
    const play = await played(ask(ASHA, 'init'), pass(16, atOnce), ask(RAVI, 'init'), pay(ASHA));
    await play.expire();
    expect(ordersLeftOpen(play)).toEqual([]);
    expect(moneyAstray(play)).toEqual([]);
  });
});

describe('a payment that the buyer platform collects', () => {
  it.each(calls)(
    'is kept or told to go back, and the one of our page goes back, whoever dies at call %i',
    async (at) => {
      for (const end of ['cancel', 'move', 'rate'] as const) {
        const failure: Failure = { call: at, when: 'after', dies: true };
        const both = [ask(ASHA, 'init', noon), ask(ASHA, 'collect', noon)];
        const play = await played(...both, ask(ASHA, 'receipt', noon, failure), again(2), ask(ASHA, end, morning));
        await play.play({ kind: 'pay', who: ASHA, before: 0 });
        expect(play.world.payments.size).toBe(1);
        await play.settle();
        for (const amiss of [answersAmiss, moneyAstray, effectsAmiss]) expect(amiss(play)).toEqual([]);
        await play.expire();
        for (const amiss of [moneyAstray, ordersLeftOpen, effectsAmiss]) expect(amiss(play)).toEqual([]);
        const confirmed = play.world.callbacks.find(({ action }) => action === 'on_confirm');
        expect(confirmed?.body).toContain('"collected_by":"BAP"');
      }
    },
  );
});

describe('a payment provider that is down for longer than any request is tried', () => {
  const down: Failure = { call: 1, when: 'before', dies: false };
  const attempts = Array.from({ length: 8 }, () => again(4, down));
  const story = [ask(ASHA, 'init'), pay(ASHA), ask(ASHA, 'confirm'), ask(ASHA, 'cancel'), call(down), ...attempts];

  it('costs the buyer no error: the cancellation was done at its first attempt', async () => {
    const { world, messages } = await played(...story);
    expect(world.refunds).toEqual([]);
    expect(messages.map(({ isDone }) => isDone)).toEqual([true, true, true, true, false]);
    const said = world.callbacks.map(({ action, body }) => [action, JSON.parse(body).error]);
    expect(said).toEqual(['on_init', 'on_confirm', 'on_cancel'].map((action) => [action, undefined]));
  });

  it('sends the money back when it is up again', async () => {
    const play = await played(...story, again(4));
    expect(play.world.refunds).toHaveLength(1);
    expect(moneyAstray(play)).toEqual([]);
  });
});

describe('a booking that is moved', () => {
  const booked = [ask(ASHA, 'init'), pay(ASHA), ask(ASHA, 'confirm')];

  it.each(calls)('is promised to nobody else in either window, whoever dies at call %i', async (call) => {
    for (const when of ['before', 'after'] as const) {
      const play = await played(...booked, ask(ASHA, 'move', noon, { call, when, dies: true }));
      await Promise.all([again(3), ask(RAVI, 'init', morning), ask(RAVI, 'init', noon)].map(play.play));
      await play.settle();
      expect(doubleBookings(play)).toEqual([]);
      expect(answersAmiss(play)).toEqual([]);
      await play.expire();
      expect(moneyAstray(play)).toEqual([]);
      expect(ordersLeftOpen(play)).toEqual([]);
      expect(effectsAmiss(play)).toEqual([]);
    }
  });

  it('keeps one window and all of its money, whatever comes before and after', async () => {
    const moves = fc.record({ who: fc.constantFrom(ASHA, RAVI), window: fc.constantFrom(0 as const, 1 as const) });
    const others = fc.array(
      fc.oneof(
        steps,
        moves.map(({ who, window }) => ask(who, 'move', { window, connector: 0 })),
      ),
    );
    const holds = fc.asyncProperty(others, delays, async (story, pauses) => {
      const play = openPlay(turns(pauses));
      for (const step of booked) await play.play(step);
      for (const [index, step] of story.entries())
        await Promise.all([step, ...(index % 2 === 0 ? [ask(RAVI, 'init', noon)] : [])].map(play.play));
      expect(doubleBookings(play)).toEqual([]);
      await play.expire();
      for (const amiss of [moneyAstray, ordersLeftOpen, effectsAmiss]) expect(amiss(play)).toEqual([]);
    });
    await fc.assert(holds, { seed: 1, numRuns: 300 });
  });

  it('and then cancelled leaves the connector to others', async () => {
    const play = await played(...booked, ask(ASHA, 'move', noon), ask(ASHA, 'cancel'), ask(RAVI, 'init', morning));
    const answer = play.world.callbacks.at(-1);
    expect(JSON.parse(answer?.body ?? '{}').error).toBeUndefined();
    expect(answer?.action).toBe('on_init');
  });
});

describe('a confirmed order keeps its connector', () => {
  it.each([
    ['the report of its payment is worked on at the same time', pay(ASHA)],
    ['another init is worked on at the same time', ask(ASHA, 'init', noon)],
    ['it is moved at the same time', ask(ASHA, 'move', noon)],
  ])('when %s', async (_, meanwhile) => {
    const holds = fc.asyncProperty(delays, async (pauses) => {
      const play = openPlay(turns(pauses));
      await play.play(ask(ASHA, 'init'));
      await play.play(pay(ASHA, atOnce));
      await Promise.all([ask(ASHA, 'confirm'), meanwhile].map(play.play));
      await play.play(pass(16));
      await play.play(ask(RAVI, 'init'));
      expect(doubleBookings(play)).toEqual([]);
    });
    await fc.assert(holds, { seed: 1, numRuns: 300 });
  });
});
