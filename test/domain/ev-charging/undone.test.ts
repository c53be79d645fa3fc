import { describe, expect, test } from 'vitest';
import { evCharging } from '../../../lib/domain/ev-charging/business.ts';
import type { State } from '../../../lib/domain/ev-charging/state.ts';
import { CASE, command, HOUR, MINUTE, NINE, reschedule, stages, start, when } from './given.ts';

/** A command that is refused without being asked again, when an earlier attempt of it may have got something from outside. */

const undone = (state: State, { outside: _, ...said }: ReturnType<typeof command>) =>
  evCharging.replay([], { state }).undone(said);

describe('a start that nobody heard the end of', () => {
  const told = undone(stages.booked(), start());

  test('has its session stopped, and the next start is another session', () => {
    expect(told).toMatchObject([
      { type: 'ChargerRefused' },
      { type: 'SessionUnwanted', sessionId: `session-${CASE}-1` },
    ]);
    const { effects, order } = evCharging.replay([], { state: stages.booked() }).after({ at: NINE, events: told });
    expect(effects).toMatchObject([{ kind: 'call', call: { kind: 'stop-session', sessionId: `session-${CASE}-1` } }]);
    expect(order.state).toMatchObject({ stage: 'booked', sessions: 1, wasRefused: true });
  });

  test('has nothing to give back where it is refused in any case, or was granted', () => {
    for (const state of [stages.paid(), stages.charging()]) expect(undone(state, start())).toEqual([]);
  });

  test('of an order that was cancelled meanwhile has its session stopped as well', () => {
    const cancelled = when(stages.booked(), command('Cancel', { at: NINE + 5 * MINUTE })).after;
    expect(undone(cancelled, start())).toMatchObject([{ type: 'SessionUnwanted', sessionId: `session-${CASE}-1` }]);
  });
});

test('a move that nobody heard the end of gives back the window that it may have taken', () => {
  const later = { start: NINE + 5 * HOUR, end: NINE + 6 * HOUR };
  expect(undone(stages.booked(), reschedule(later, NINE - HOUR))).toMatchObject([{ type: 'HoldDropped', span: later }]);
});

test('a confirmation that nobody heard the end of keeps what its order still keeps', () => {
  expect(undone(stages.paid(), command('Confirm', { at: NINE + 4 * MINUTE }))).toEqual([]);
});
