import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isAsking } from '../../../lib/domain/decision.ts';
import { keptFor } from '../../../lib/domain/ev-charging/kept.ts';
import { initialState, type State } from '../../../lib/domain/ev-charging/state.ts';
import type { Kept } from '../../../lib/language/needs.ts';
import { type Answers, decideOn, evolve, granted, MINUTE, NINE, type Said, stages } from './given.ts';
import { commandFor, stories } from './happenings.ts';

/** What a decision asks to be kept when everything is granted, and the state after it. */
function decided(said: Said, state: State): { readonly asked?: Kept; readonly after: State } {
  const all: Answers = { ...granted, ...said.outside, hold: 'held' };
  let asked: Kept | undefined;
  let step = decideOn(said, state);
  while (isAsking(step)) {
    const { need } = step;
    if (need.kind === 'hold') {
      const { resource, span, until, round } = need;
      asked = { resource, span, until, round };
    }
    step = step.resume(all[need.kind] as never); // what it gets
  }
  const { events = [] } = step;
  return { asked: step.kind === 'refused' ? undefined : asked, after: events.reduce(evolve, state) };
}

test('what is kept for an order is what the decisions asked for, as long as nothing ends it', () => {
  let holds = 0;
  fc.assert(
    fc.property(stories, (story) => {
      let at = NINE;
      let state: State = initialState;
      let last: Kept | undefined;
      for (const { what, minutes, wh } of story) {
        at += minutes * MINUTE;
        const { asked, after } = decided(commandFor(what, at, wh, state), state);
        last = asked ?? last;
        state = after;
        if (keptFor(state).length === 0) continue;
        holds += 1;
        expect(keptFor(state)).toEqual([last]);
      }
    }),
    { numRuns: 1000 },
  );
  expect(holds).toBeGreaterThan(1000);
});

test.each(['initiated', 'paid', 'booked', 'requested', 'charging'] as const)(
  'something is kept for who is %s',
  (stage) => {
    expect(keptFor(stages[stage]())).toMatchObject([{ resource: 'ev-charging#voltgrid.example#f1', round: 1 }]);
  },
);

test.each(['new', 'quoted', 'ended', 'cancelled'] as const)('nothing is kept for who is %s', (stage) => {
  expect(keptFor(stages[stage]())).toEqual([]);
});
