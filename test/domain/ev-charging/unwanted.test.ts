import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { State } from '../../../lib/domain/ev-charging/state.ts';
import {
  CASE,
  command,
  confirm,
  given,
  HOUR,
  init,
  MINUTE,
  NINE,
  nothing,
  pay,
  provider,
  reschedule,
  select,
  stages,
  start,
  stop,
  waiting,
  when,
  within,
} from './given.ts';

/** Sessions that run for an order that does not want them. */

const LATER = NINE + 20 * MINUTE;
const session = (number: number) => `session-${CASE}-${number}`;
const running = (number: number, at = LATER) =>
  command('ReportSession', { at, sessionId: session(number), status: 'charging', wh: 300 });
const stopOf = (number: number) => ({
  kind: 'call',
  call: { kind: 'stop-session', providerId: provider.id, sessionId: session(number) },
});
const cancelled = () => when(stages.booked(), command('Cancel', { at: NINE + 5 * MINUTE })).after;
const lapsed = () => when(stages.requested(), stop(NINE + 6 * MINUTE, nothing)).after;

describe('a session that is reported to run', () => {
  const states: readonly [string, State, number][] = [
    ['was cancelled before its start was written down', cancelled(), 1],
    ['was cancelled while it waited for the plug', stages.requested(), 2],
    ['is charging in another session', stages.charging(), 2],
    ['has ended', stages.ended(), 1],
    ['was booked again after a lapse', lapsed(), 1],
  ];

  test.each(states)('is stopped for an order that %s', (_, state, number) => {
    const { types, effects, after } = when(state, running(number));
    expect(types).toEqual(['SessionUnwanted']);
    expect(effects).toEqual([stopOf(number)]);
    expect(after.stage).toBe(state.stage);
  });

  test('is stopped again where it runs on, more and more rarely', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 200, maxLength: 2000 }), (minutes) => {
        let at = LATER;
        let state = cancelled();
        let stops = 0;
        for (const passed of minutes) {
          at += passed * MINUTE;
          const { after, types } = when(state, running(1, at));
          stops += types.length;
          state = after;
        }
        const hours = (at - LATER) / HOUR;
        expect(stops).toBeLessThanOrEqual(7 + Math.log2(hours + 1));
        expect(stops).toBeGreaterThanOrEqual(Math.floor(Math.log2((hours * 60) / 12)));
      }),
      { numRuns: 50 },
    );
  });

  test('is stopped again after two minutes, then four, then eight: ten times on a day', () => {
    let state = cancelled();
    const stopped: number[] = [];
    for (let minute = 0; minute < 24 * 60; minute++) {
      const { after, types } = when(state, running(1, LATER + minute * MINUTE));
      if (types.length > 0) stopped.push(minute);
      state = after;
    }
    expect(stopped.slice(0, 4)).toEqual([0, 2, 6, 14]);
    expect(stopped).toHaveLength(10);
  });

  test('is not stopped by reports of what is over, nor by those of a session that is none of ours', () => {
    for (const status of ['ended', 'faulted'] as const)
      expect(when(cancelled(), { ...running(1), status }).types).toEqual([]);
    for (const sessionId of [`session-${CASE}x-1`, 'session-other-1', `session-${CASE}-01`, 'constructor'])
      expect(when(cancelled(), { ...running(1), sessionId }).types).toEqual([]);
  });
});

describe('a start that is refused', () => {
  test('stops what an earlier attempt may have started before the order was cancelled', () => {
    const { types, effects, refused, after } = when(cancelled(), start(LATER));
    expect(refused).toBe('not-applicable');
    expect(types).toEqual(['SessionUnwanted']);
    expect(effects).toEqual([stopOf(1)]);
    expect(when(after, start(LATER))).toMatchObject({ refused: 'not-applicable', types: [] });
  });

  test.each([
    ['nobody came', 'arrival', 'no_show'],
    ['its window was over', 'window-end', 'no_show'],
  ])('does so as well where %s', (_, purpose, reason) => {
    const due = NINE + 20 * HOUR;
    const over = when(stages.booked(), command('Elapse', { at: due, purpose, due })).after;
    expect(over).toMatchObject({ cancellation: { reason: { id: reason } } });
    expect(when(over, start(LATER)).effects).toEqual([stopOf(1)]);
  });

  test('has nothing to stop where none can have been asked for', () => {
    const requested = when(stages.requested(), command('Cancel', { at: NINE + 6 * MINUTE }, nothing)).after;
    for (const state of [stages.cancelled(), requested, stages.ended(), stages.requested(), stages.charging()])
      expect(when(state, start(LATER))).toMatchObject({ refused: 'not-applicable', types: [] });
  });

  const span = { start: NINE + HOUR, end: NINE + 2 * HOUR };
  const reserved = () => given(select(NINE, undefined, { id: 'f1', window: within(span) }), init(), pay(), confirm());

  test('because the booking was moved to later stops what was started in the window before', () => {
    const window = { start: span.start + 3 * HOUR, end: span.end + 3 * HOUR };
    const moved = when(reserved(), reschedule(window, span.start - MINUTE)).after;
    const early = when(moved, start(span.start + MINUTE));
    expect(early).toMatchObject({ refused: 'update-impossible', types: ['SessionUnwanted'], effects: [stopOf(1)] });
    expect(when(moved, { ...running(1, span.start + MINUTE) }).effects).toEqual([stopOf(1)]);
    const { needs } = when(early.after, { ...start(window.start), outside: {} });
    expect(needs).toMatchObject({ kind: 'start-session', sessionId: session(2) });
  });

  test('because it is too early for the only window that there was has nothing to stop', () => {
    expect(when(reserved(), start(span.start - 1))).toMatchObject({ refused: 'update-impossible', types: [] });
  });
});

describe('a start of which nothing is written down yet', () => {
  const next = running(1, NINE + 5 * MINUTE);

  test('has begun when its session is reported to run', () => {
    const { after, types } = when(stages.booked(), next);
    expect(types).toEqual(['ChargingStarted']);
    expect(after).toMatchObject({ stage: 'charging', sessions: 1, sessionId: session(1) });
    expect(when(after, start())).toMatchObject({ refused: undefined, types: [] });
    expect(when(stages.charging(), start()).refused).toBe('not-applicable');
  });

  test('is billed when its session is reported to be over', () => {
    const over = { ...next, status: 'ended', wh: 2000, why: 'full' } as const;
    const { after, types } = when(stages.booked(), over);
    expect(types).toEqual(['ChargingStarted', 'ChargingEnded']);
    expect(after.stage === 'ended' && after.purse.settled?.charged).toBe(2950);
    expect(when(stages.booked(), { ...over, wh: 0 }).types).toEqual([]);
    expect(when(stages.booked(), { ...over, status: 'faulted' }).types).toEqual(['ChargingStarted', 'ChargerFaulted']);
  });

  test('does not begin before its window does', () => {
    const span = { start: NINE + HOUR, end: NINE + 2 * HOUR };
    const reserved = given(select(NINE, undefined, { id: 'f1', window: within(span) }), init(), pay(), confirm());
    expect(when(reserved, next).types).toEqual(['SessionUnwanted']);
  });
});

test('what was charged after a request had lapsed is billed', () => {
  const over = { ...running(1), status: 'ended', wh: 2000, why: 'stopped' } as const;
  expect(when(lapsed(), over).types).toEqual(['ChargingStarted', 'ChargingEnded']);
  expect(when(lapsed(), { ...over, wh: 0 }).types).toEqual([]);
  expect(when(lapsed(), start(LATER, waiting)).after).toMatchObject({ sessionId: session(2) });
});
