import { describe, expect, test } from 'vitest';
import { timer } from '../../../lib/domain/effects.ts';
import type { State } from '../../../lib/domain/ev-charging/state.ts';
import type { Reading } from '../../../lib/language/charging.ts';
import { type Answers, CASE, command, HOUR, MINUTE, NINE, provider, stages, stop, when } from './given.ts';

/** A session that was stopped, and of which no last reading comes. */

const sessionId = `session-${CASE}-1`;
const AT = NINE + 10 * MINUTE;
const unheard = { 'stop-session': undefined };
const report = (wh: number, more: object = {}) =>
  command('ReportSession', { at: AT, sessionId, status: 'charging', wh, ...more });

const byLimit = () => when(stages.charging(), report(4000));
const byBuyer = () => when(stages.charging(), stop(AT, unheard));
const elapse = (due: number, reading?: Reading, at = due) =>
  command('Elapse', { at, purpose: 'stop', due }, { 'stop-session': reading });
const askAt = (state: State) => (state.stage === 'charging' ? (state.stopping?.askAt ?? 0) : 0);

describe.each([
  ['a limit', byLimit],
  ['the buyer', byBuyer],
] as const)('a charge that was stopped by %s', (_, stopped) => {
  const { after: state, effects } = stopped();

  test('is asked for its last reading when two minutes have passed', () => {
    expect(effects).toContainEqual(timer('stop', AT + 2 * MINUTE));
    expect(when(state, { ...elapse(AT + 2 * MINUTE), outside: {} }).needs).toEqual({
      kind: 'stop-session',
      providerId: provider.id,
      sessionId,
    });
    expect(when(state, elapse(AT + 2 * MINUTE - 1)).types).toEqual([]);
  });

  test('is settled by that reading, and the buyer is told', () => {
    const reading = { status: 'ended', energyWh: 2000, why: 'stopped' } as const;
    const { events, effects } = when(state, elapse(AT + 2 * MINUTE, reading));
    const wh = state.stage === 'charging' ? Math.max(state.wh, 2000) : 0;
    expect(events).toMatchObject([{ type: 'ChargingEnded', cause: 'limit', settlement: { wh } }]);
    expect(effects).toContainEqual({ kind: 'publish', type: 'ChargingEnded' });
    const failed = when(state, elapse(AT + 2 * MINUTE, { status: 'faulted', energyWh: 2000 }));
    expect(failed.types).toEqual(['ChargerFaulted']);
  });

  test.each([undefined, { status: 'charging', energyWh: 2100 }] as const)(
    'is asked for it later and later, and settled with what is known after four hours: %j',
    (reading) => {
      const pauses: number[] = [];
      let now = state;
      let last: ReturnType<typeof when> | undefined;
      for (let at = askAt(now); at > 0; at = askAt(now)) {
        last = when(now, elapse(at, reading));
        now = last.after;
        if (askAt(now) > 0) {
          expect(last.types).toEqual(['StopRepeated']);
          expect(last.effects).toEqual([timer('stop', askAt(now))]);
          pauses.push((askAt(now) - at) / MINUTE);
        }
      }
      expect(pauses).toEqual([4, 8, 16, 32, 60, 60, 60]);
      expect(last?.types).toEqual(['ChargingEnded', 'SessionUnwanted']);
      const known = state.stage === 'charging' ? Math.max(state.wh, reading?.energyWh ?? 0) : 0;
      expect(now).toMatchObject({ stage: 'ended', delivered: { wh: known } });
      expect(last?.effects).toContainEqual({
        kind: 'call',
        call: { kind: 'stop-session', providerId: provider.id, sessionId },
      });
    },
  );

  test('hears nothing more of a timer that was overtaken', () => {
    const again = when(state, elapse(AT + 2 * MINUTE)).after;
    expect(when(again, elapse(AT + 2 * MINUTE, undefined, AT + HOUR)).types).toEqual([]);
  });
});

test('an end that was heard before anybody had written down its stop is settled after two minutes', () => {
  const heard = when(stages.charging(), report(2000, { status: 'ended', why: 'stopped' }));
  expect(heard.types).toEqual(['SessionStopped']);
  expect(heard.effects).toEqual([timer('stop', AT + 2 * MINUTE)]);
  expect(when(heard.after, elapse(AT + 2 * MINUTE)).events).toMatchObject([
    { type: 'ChargingEnded', settlement: { wh: 2000 } },
  ]);
});

test('who asks again to stop is asked for the last reading no longer than four hours after the first time', () => {
  let state = byBuyer().after;
  for (let at = AT; at < AT + 4 * HOUR; at += 30 * MINUTE) state = when(state, stop(at, unheard)).after;
  const due = askAt(state);
  expect(when(state, elapse(due, undefined, Math.max(due, AT + 4 * HOUR))).types).toContain('ChargingEnded');
});

test('who begins after the end of his window is met by a deadline as well', () => {
  const end = 'terms' in stages.booked() ? windowEnd(stages.booked()) : 0;
  const late = when(stages.booked(), { ...command('StartCharging', { at: end + MINUTE }), outside: running });
  expect(late.effects).toEqual([timer('window-end', end + 10 * MINUTE)]);
  const due = end + 10 * MINUTE;
  expect(when(late.after, command('Elapse', { at: due, purpose: 'window-end', due })).types).toEqual([
    'ChargingLimitReached',
  ]);
});

const running = { 'start-session': { accepted: true, reading: { status: 'charging', energyWh: 0 } } } as const;
const windowEnd = (state: State) => ('terms' in state ? state.terms.span.end : 0);

describe('a cancellation of a charge that does not stop', () => {
  const running = { 'stop-session': { status: 'charging', energyWh: 1500 } } as const;
  const at = NINE + 10 * MINUTE;

  test.each([
    ['the buyer', (outside: Answers) => command('Cancel', { at }, outside)],
    ['the staff', (outside: Answers) => command('CancelByProvider', { at, reason: 'maintenance' }, outside)],
  ])('by %s pays back nothing that still may flow: the charge is stopped, and billed', (_, cancel) => {
    for (const outside of [running, unheard]) {
      const asked = when(stages.charging(), cancel(outside));
      expect([asked.refused, asked.types]).toEqual(['not-applicable', ['StopRequested']]);
      const again = when(asked.after, cancel(outside));
      expect([again.refused, again.types]).toEqual(['not-applicable', []]);
      const over = when(again.after, cancel({ 'stop-session': { status: 'ended', energyWh: 2000 } }));
      expect(over.types).toEqual(['OrderCancelled']);
    }
  });
});
