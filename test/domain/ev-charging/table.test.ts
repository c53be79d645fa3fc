import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Command, reported } from '../../../lib/domain/ev-charging/commands.ts';
import type { Event } from '../../../lib/domain/ev-charging/events.ts';
import { growth } from '../../../lib/domain/ev-charging/growth.ts';
import { life } from '../../../lib/domain/ev-charging/life.ts';
import { initialState, type State } from '../../../lib/domain/ev-charging/state.ts';
import { legal, type No } from '../../../lib/domain/life.ts';
import { command, decideOn, evolve, granted, MINUTE, NINE, type Said, type Step, stages, when } from './given.ts';
import { commandFor, stories } from './happenings.ts';
import { commands, LATER, outcomes } from './outcomes.ts';

type Stage = State['stage'];
type Type = Command['type'];

const keysOf = <Key extends string>(record: Readonly<Record<Key, unknown>>) => Object.keys(record) as Key[]; // Object.keys forgets the key type

const sayable = keysOf(commands);

/** What the table of states has for a command in a stage. */
function cellOf(stage: Stage, type: Type): 'handler' | 'unlisted' | No {
  const cell = Object.entries(life[stage]).find(([listed]) => listed === type)?.[1];
  if (cell === undefined) return 'unlisted';
  return typeof cell === 'function' ? 'handler' : cell;
}

const saidTo = (state: State, step: Step): Said => (typeof step === 'function' ? step(state) : step);

describe('the written outcomes', () => {
  test('are of every stage', () => {
    expect(keysOf(outcomes).toSorted()).toEqual(keysOf(life).toSorted());
    expect(keysOf(stages).toSorted()).toEqual(keysOf(life).toSorted());
  });

  test.each(keysOf(life))('are of every command that can be said to an order that is %s', (stage) => {
    expect(keysOf(outcomes[stage]).toSorted()).toEqual(sayable.toSorted());
    expect(sayable).toEqual(expect.arrayContaining([...Object.keys(life[stage]), ...reported]));
  });

  test('are of every stage that an event leads from or to', () => {
    const led = Object.values(growth).flatMap(({ from, to }) => [...from, ...(to === undefined ? [] : [to])]);
    expect([...new Set(led)].toSorted()).toEqual(keysOf(life).toSorted());
  });
});

describe.each(keysOf(life))('to an order that is %s', (stage) => {
  const may = legal(life, stage);

  test('is in that stage', () => expect(stages[stage]().stage).toBe(stage));

  test.each(sayable)('%s', (type) => {
    const state = stages[stage]();
    const { types, refused } = when(state, commands[type]);
    expect(refused === undefined ? types.join(' ') || '-' : `!${refused}`).toBe(outcomes[stage][type]);

    const cell = cellOf(stage, type);
    expect(may.includes(type)).toBe(cell === 'handler');
    if (cell === 'handler') return;
    const decision = decideOn(saidTo(state, commands[type]), state);
    if (cell !== 'unlisted') expect(decision).toMatchObject({ kind: 'refused', refusal: cell.refusal });
    else if (isReported(type)) expect(decision).toEqual({ kind: 'events', events: [] });
    else
      expect(decision).toEqual({
        kind: 'refused',
        refusal: {
          reason: 'not-applicable',
          message: `this order is ${stage}: ${type} is not possible now (${may.join(', ')} is)`,
        },
      });
  });
});

const isReported = (type: Type) => reported.some((one) => one === type);

test('who only reports something is refused nothing, whatever he reports and whenever', () => {
  const refused = keysOf(life).flatMap((stage) =>
    reported.filter((type) => outcomes[stage][type].startsWith('!')).map((type) => `${stage}: ${type}`),
  );
  expect(refused).toEqual([]);
});

const EVENING = NINE + 600 * MINUTE;
const session = commands.ReportSession;

/** What commands of the same type do besides. */
const others: readonly Step[] = [
  ...['payment', 'confirmation', 'arrival', 'plug', 'time-limit', 'stop'].map((purpose) =>
    command('Elapse', { at: EVENING, purpose, due: EVENING }),
  ),
  ...(['ended', 'faulted'] as const).map((status) => ({ ...session, status })),
  command('ReportConnector', { at: LATER, condition: 'faulted' }),
];

const stopping = () =>
  when(stages.charging(), { ...commands.StopCharging, outside: { 'stop-session': undefined } }).after;

const everything = [...Object.values(stages), stopping].flatMap((stateOf) =>
  [...Object.values(commands), ...others].map((step) => ({ state: stateOf(), step })),
);

// The function that brings such a command has to name the partner, or it cannot reach it.
test('only these commands have partners asked first', () => {
  const { offer, free, hold } = granted;
  const asked = everything.flatMap(({ state, step }) => {
    const said = saidTo(state, step);
    const { needs } = when(state, { ...said, outside: { offer, free, hold } });
    return needs === undefined ? [] : [`${said.type}: ${needs.kind}`];
  });
  expect([...new Set(asked)].toSorted()).toEqual([
    'Cancel: stop-session',
    'CancelByProvider: stop-session',
    'Confirm: payment-status',
    'Elapse: payment-status',
    'Elapse: read-session',
    'Elapse: stop-session',
    'Initiate: payment-link',
    'ReportConnector: stop-session',
    'StartCharging: start-session',
    'StopCharging: stop-session',
  ]);
});

/** Events that cannot happen where they were decided, or that lead elsewhere than the table of events says. */
function misfits(state: State, events: readonly Event[]): readonly string[] {
  let now = state;
  return events.flatMap((event) => {
    const before = now;
    now = evolve(before, event);
    const { from, to = before.stage } = growth[event.type];
    const fits = from.some((one) => one === before.stage) && now.stage === to;
    return fits ? [] : [`${before.stage}: ${event.type}`];
  });
}

describe('what is decided can happen, and leads where the table of events says,', () => {
  test('whatever is said in whatever stage', () => {
    const odd = everything.flatMap(({ state, step }) => {
      const said = saidTo(state, step);
      return misfits(state, when(state, { ...said, outside: { ...granted, ...said.outside } }).events);
    });
    expect([...new Set(odd)]).toEqual([]);
  });

  test('whatever the order went through', () => {
    fc.assert(
      fc.property(stories, (story) => {
        let at = NINE;
        let state: State = initialState;
        for (const { what, minutes, wh } of story) {
          at += minutes * MINUTE;
          const { events, after } = when(state, commandFor(what, at, wh, state));
          expect(misfits(state, events)).toEqual([]);
          state = after;
        }
      }),
      { numRuns: 500 },
    );
  });
});
