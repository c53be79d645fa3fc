import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Command } from '../../../lib/domain/ev-charging/commands.ts';
import { decide } from '../../../lib/domain/ev-charging/decide.ts';
import { evolve } from '../../../lib/domain/ev-charging/evolve.ts';
import { hold } from '../../../lib/domain/ev-charging/hold.ts';
import { initialState, type State } from '../../../lib/domain/ev-charging/state.ts';
import type { Hold } from '../../../lib/language/needs.ts';
import { granted, MINUTE, NINE, stages } from './given.ts';
import { commandFor, stories } from './happenings.ts';

/** What a decision asks to be kept when nothing is answered beforehand, and the state after all is granted. */
function decided(command: Command, state: State): { readonly asked?: Hold; readonly after: State } {
  let answers = {};
  let asked: Hold | undefined;
  for (;;) {
    const decision = decide({ ...command, answers }, state);
    if (decision.kind === 'refused') return { after: state };
    if (decision.kind === 'events') return { asked, after: decision.events.reduce(evolve, state) };
    if (decision.need.kind === 'hold') {
      const { resource, span, until, round } = decision.need;
      asked = { resource, span, until, round };
      answers = { ...answers, hold: 'held' };
    } else answers = { ...granted, ...command.answers, hold: undefined, ...answers };
  }
}

test('what is kept for an order is what the decisions asked for, as long as nothing ends it', () => {
  let holds = 0;
  fc.assert(
    fc.property(stories, (story) => {
      let at = NINE;
      let state: State = initialState;
      let last: Hold | undefined;
      for (const { what, minutes, wh } of story) {
        at += minutes * MINUTE;
        const { asked, after } = decided(commandFor(what, at, wh, state), state);
        last = asked ?? last;
        state = after;
        if (hold(state) === undefined) continue;
        holds += 1;
        expect(hold(state)).toEqual(last);
      }
    }),
    { numRuns: 1000 },
  );
  expect(holds).toBeGreaterThan(1000);
});

test.each(['initiated', 'paid', 'booked', 'requested', 'charging'] as const)(
  'something is kept for who is %s',
  (stage) => {
    expect(hold(stages[stage]())).toMatchObject({ resource: 'ev-charging#voltgrid.example#f1', round: 1 });
  },
);

test.each(['new', 'quoted', 'ended', 'cancelled'] as const)('nothing is kept for who is %s', (stage) => {
  expect(hold(stages[stage]())).toBeUndefined();
});
