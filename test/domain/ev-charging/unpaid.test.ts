import { describe, expect, test } from 'vitest';
import type { State } from '../../../lib/domain/ev-charging/state.ts';
import { command, given, granted, init, MINUTE, NINE, select, when } from './given.ts';

describe('an init', () => {
  const lapse = (at: number) => command('Elapse', { at, purpose: 'payment', due: at }, granted);
  const minute = (minutes: number) => NINE + minutes * MINUTE;
  const untilOf = (state: State) => (state.stage === 'initiated' ? (state.purse.due.end - NINE) / MINUTE : state.stage);

  test('that comes again and again holds for three quarters of an hour, and no longer', () => {
    const often = given(select(), init(minute(0)), init(minute(14)), init(minute(28)));
    expect(untilOf(often)).toBe(43);
    const last = when(often, init(minute(42)));
    expect(untilOf(last.after)).toBe(45);
    const over = when(last.after, lapse(minute(45))).after;
    const again = when(over, select(minute(46))).after;
    expect(when(again, init(minute(47))).refused).toBe('not-allowed');
  });

  test('is not charged with the time in which nothing was held', () => {
    const lapsed = given(select(), init(minute(0)), lapse(minute(15)));
    const second = [select(minute(100)), init(minute(101)), select(minute(106)), init(minute(110))] as const;
    const state = second.reduce((now, step) => when(now, step).after, lapsed);
    expect(untilOf(state)).toBe(125);
    expect(untilOf(when(state, init(minute(124))).after)).toBe(135);
  });
});
