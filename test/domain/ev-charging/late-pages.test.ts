import { describe, expect, test } from 'vitest';
import type { State } from '../../../lib/domain/ev-charging/state.ts';
import { command, given, init, MINUTE, NINE, select, stages, when } from './given.ts';

describe('a page for a payment that is not awaited any more', () => {
  const ofFirst = NINE + 16 * MINUTE;
  const cancelled = () => when(stages.initiated(), command('Cancel', { at: NINE + 2 * MINUTE })).after;
  const newer = () => given(select(), init(), init(NINE + 4 * MINUTE));
  const unselected = () => when(stages.initiated(), select(NINE + 3 * MINUTE)).after;
  const endOf = (state: State) => (state.stage === 'initiated' ? state.purse.due.end : ofFirst);
  const elapse = (due: number, status: 'paid' | 'open') =>
    command('Elapse', { at: due, purpose: 'payment', due }, { 'payment-status': status });

  test.each([
    ['of an order that was cancelled', cancelled],
    ['of an order that has another one', newer],
    ['of a buyer who chooses anew', unselected],
  ])('is asked for at its end, %s: what was paid there goes back', (_, state) => {
    const end = endOf(stages.initiated());
    const late = when(state(), elapse(end, 'paid'));
    expect(late.types).toEqual(['StrayPaymentReceived']);
    expect(late.effects).toContainEqual(
      expect.objectContaining({ call: expect.objectContaining({ kind: 'refund', amount: 5900 }) }),
    );
    expect(when(late.after, elapse(end, 'paid')).types).toEqual([]);
    expect(when(state(), elapse(end, 'open')).types).toEqual([]);
  });

  test('is not the one that was paid for the order', () => {
    for (const state of [stages.paid(), stages.booked(), stages.charging(), stages.ended()])
      expect(when(state, elapse(endOf(stages.initiated()), 'paid')).types).toEqual([]);
  });
});
