import { describe, expect, test } from 'vitest';
import { keptFor } from '../../../lib/domain/ev-charging/kept.ts';
import type { State } from '../../../lib/domain/ev-charging/state.ts';
import {
  command,
  confirm,
  given,
  granted,
  HOUR,
  init,
  MINUTE,
  NINE,
  pay,
  provider,
  reschedule,
  type Step,
  select,
  stages,
  start,
  when,
  within,
} from './given.ts';

/** What an attempt that lost has taken, and what the next one of the same message gives back. */

const span = { start: NINE + 3 * HOUR, end: NINE + 4 * HOUR };
const moved = (by: number) => ({ start: span.start + by, end: span.end + by });
const LATER = NINE + HOUR;
const resource = `ev-charging#${provider.id}#f1`;
const chosen = (window = span) => select(NINE, undefined, { id: 'f1', window: within(window) });
const reserved = (window = span) => given(chosen(window), init(), pay(), confirm());
const cancel = command('Cancel', { at: NINE + 5 * MINUTE });
const givenBack = (round: number, window = span) => ({ kind: 'release', resource, round, span: window, alone: true });
const releases = (state: State, step: Step) =>
  when(state, step).effects.filter((effect) => effect.kind === 'release' && effect.alone);

describe('a confirmation that is refused', () => {
  test('because the order was cancelled gives back the window of that order', () => {
    for (const before of [given(chosen(), init()), given(chosen(), init(), pay())]) {
      const cancelled = when(before, cancel).after;
      expect(when(cancelled, confirm(LATER)).refused).toBe('not-applicable');
      expect(releases(cancelled, confirm(LATER))).toEqual([givenBack(1)]);
    }
  });

  test('because something else was selected since gives back what was initiated then', () => {
    const other = given(chosen(), init(), chosen(moved(HOUR)));
    expect(when(other, confirm())).toMatchObject({ refused: 'not-applicable' });
    expect(releases(other, confirm())).toEqual([givenBack(1)]);
    const held = when(other, init(NINE + 2 * MINUTE)).after;
    expect(releases(held, confirm())).toEqual([givenBack(2)]);
    const booked = given(chosen(), init(), chosen(moved(HOUR)), init(NINE + 2 * MINUTE), pay());
    expect(when(booked, confirm()).types).toEqual(['OrderConfirmed', 'HoldDropped']);
  });

  test('because it was confirmed and moved since gives back the window that was before', () => {
    const { after } = when(reserved(), reschedule(moved(2 * HOUR), LATER));
    expect(when(after, confirm(LATER)).refused).toBe('not-applicable');
    expect(releases(after, confirm(LATER))).toEqual([givenBack(2)]);
  });

  test('gives back nothing that the order has, nor what can stand no more', () => {
    expect(releases(reserved(), confirm(LATER))).toEqual([]);
    expect(releases(given(chosen(), init(), chosen(), init(NINE + 2 * MINUTE)), confirm())).toEqual([]);
    const cancelled = when(given(chosen(), init(), pay()), cancel).after;
    expect(releases(cancelled, confirm(span.end + 10 * MINUTE))).toEqual([]);
  });
});

describe('a move that is refused', () => {
  test.each<[string, State]>([
    ['was cancelled', when(reserved(), command('Cancel', { at: LATER })).after],
    ['has ended', given(select(), init(), pay(), confirm(), start(), command('StopCharging', { at: LATER }, granted))],
  ])('because its order %s gives back the window that it asks for', (_, state) => {
    const { refused, after } = when(state, reschedule(moved(2 * HOUR), LATER));
    expect(refused).toBe('update-impossible');
    expect(releases(state, reschedule(moved(2 * HOUR), LATER))).toEqual([givenBack(2, moved(2 * HOUR))]);
    expect(after).toMatchObject({ stage: state.stage, round: 1 });
  });

  test('because its booking was changed gives back the window, and nobody takes it in that round any more', () => {
    const once = when(reserved(), reschedule(moved(2 * HOUR), LATER)).after;
    const taken = reschedule(moved(5 * HOUR), LATER, { hold: 'taken' });
    expect(releases(once, taken)).toEqual([givenBack(3, moved(5 * HOUR))]);
    const { after } = when(once, taken);
    expect(keptFor(after)).toMatchObject([{ round: 2, span: moved(2 * HOUR) }]);
    const again = when(after, { ...reschedule(moved(5 * HOUR), LATER), outside: { free: [resource] } });
    expect(again.needs).toMatchObject({ kind: 'hold', round: 4 });
    const there = when(after, reschedule(moved(5 * HOUR), LATER));
    expect(keptFor(there.after)).toMatchObject([{ round: 4, span: moved(5 * HOUR) }]);
    expect(there.effects).toContainEqual({ kind: 'release', resource, round: 3, span: moved(2 * HOUR) });
  });

  test('gives back all that it may have meant, where it says only half of a window', () => {
    const once = when(reserved(), reschedule(moved(2 * HOUR), LATER)).after;
    const end = span.end + 4 * HOUR;
    const { types, effects } = when(once, reschedule({ end }, LATER));
    expect(types).toEqual(['BookingMoved', 'HoldDropped']);
    expect(effects).toContainEqual(givenBack(3, { start: span.start, end }));
  });

  test('gives back nothing that no attempt can have taken', () => {
    const stranger = command('Reschedule', { at: LATER, fulfillmentId: 'f9', window: within(moved(HOUR)) });
    for (const said of [stranger, reschedule({ start: NINE - HOUR, end: NINE }, LATER), reschedule(span, LATER)])
      expect(releases(reserved(), said)).toEqual([]);
    expect(releases(stages.cancelled(), reschedule(moved(HOUR), LATER))).toEqual([]);
  });
});
