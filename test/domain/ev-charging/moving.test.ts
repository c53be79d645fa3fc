import { describe, expect, test } from 'vitest';
import { timer } from '../../../lib/domain/effects.ts';
import type { State } from '../../../lib/domain/ev-charging/state.ts';
import {
  command,
  confirm,
  given,
  HOUR,
  init,
  MINUTE,
  NINE,
  pay,
  provider,
  reschedule,
  select,
  stages,
  start,
  waiting,
  when,
  within,
} from './given.ts';

const span = { start: NINE + 3 * HOUR, end: NINE + 4 * HOUR };
const LATER = NINE + HOUR;
const resource = `ev-charging#${provider.id}#f1`;

/** A window that was asked for, confirmed and not begun. */
const reservation = () => [select(NINE, undefined, { id: 'f1', window: within(span) }), init(), pay(), confirm()];
const reserved = () => given(...reservation());
const report = (condition: 'plugged' | 'faulted', at: number) => command('ReportConnector', { at, condition });
const refusing = { 'start-session': { accepted: false, why: 'it is cold' } } as const;
const windowOf = (state: State) => ('terms' in state ? state.terms.span : undefined);
const moved = (by: number) => ({ start: span.start + by, end: span.end + by });

describe('a booking that has not begun', () => {
  test('gets the window that is asked for, and is awaited then', () => {
    const { types, after, effects } = when(reserved(), reschedule(moved(2 * HOUR), LATER));
    expect(types).toEqual(['BookingMoved']);
    expect(after).toMatchObject({ stage: 'booked', terms: { span: moved(2 * HOUR) }, round: 2 });
    expect(after).toHaveProperty('startBy', span.start + 2 * HOUR + 10 * MINUTE);
    expect(effects).toEqual([
      { kind: 'release', resource, round: 1, span },
      timer('arrival', span.start + 2 * HOUR + 10 * MINUTE),
      timer('window-end', span.end + 2 * HOUR),
    ]);
  });

  test('keeps what was bought, what it costs and what was paid', () => {
    const before = reserved();
    const { after } = when(before, reschedule(moved(-HOUR), LATER));
    const without = (state: State) => ('terms' in state ? { ...state.terms, span: undefined } : undefined);
    expect(without(after)).toEqual(without(before));
    expect('purse' in after && after.purse).toEqual('purse' in before && before.purse);
  });

  test.each([
    ['a start alone', { start: span.start + HOUR }, moved(HOUR)],
    ['an end alone', { end: span.end + HOUR }, { start: span.start, end: span.end + HOUR }],
  ] as const)('may be asked for by %s', (_, said, expected) => {
    const { after } = when(reserved(), reschedule(said, LATER));
    expect(windowOf(after)).toEqual(expected);
  });

  test('takes the new window beside the old one, and only where nobody else has it', () => {
    const window = moved(2 * HOUR);
    const asking = when(reserved(), { ...reschedule(window, LATER), outside: {} });
    expect(asking.needs).toEqual({ kind: 'free', resources: [resource], span: window, enough: 1 });
    const holding = when(reserved(), { ...reschedule(window, LATER), outside: { free: [resource] } });
    const until = window.end + 10 * MINUTE;
    expect(holding.needs).toEqual({ kind: 'hold', resource, span: window, until, round: 2 });

    for (const outside of [{ free: [] }, { hold: 'taken' as const }])
      expect(when(reserved(), reschedule(window, LATER, outside))).toMatchObject({
        types: ['HoldDropped'],
        refused: 'unavailable',
        words: expect.stringContaining('taken'),
      });
  });

  test.each([
    ['in the past', { start: NINE, end: NINE + HOUR }, 'not-allowed'],
    ['too far ahead', moved(40 * 24 * HOUR), 'not-allowed'],
    ['too long', { start: span.start, end: span.start + 13 * HOUR }, 'not-allowed'],
    ['too short', { start: span.start, end: span.start + 5 * MINUTE }, 'not-allowed'],
    ['that ends before it begins', { end: span.start - HOUR }, 'not-allowed'],
    ['in which not all of it can be delivered', { start: span.start, end: span.start + 15 * MINUTE }, undefined],
  ] as const)('is not moved to a window %s', (_, said, refused) => {
    const state = refused === undefined ? given(...ofMuch, init(), pay(), confirm()) : reserved();
    expect(when(state, reschedule(said, LATER))).toMatchObject({ types: [], refused: refused ?? 'unavailable' });
  });

  const ofMuch = [select(NINE, { value: '15', unit: 'kWh' }, { id: 'f1', window: within(span) })];

  test('that has that window already is told so again', () => {
    expect(when(reserved(), reschedule(span, LATER))).toMatchObject({ types: [], refused: undefined });
  });

  test('lapses by the timers of its new window, not by the old ones', () => {
    const { after } = when(reserved(), reschedule(moved(2 * HOUR), LATER));
    const elapse = (purpose: string, due: number) => when(after, command('Elapse', { at: due, purpose, due })).types;
    expect(elapse('arrival', span.start + 10 * MINUTE)).toEqual([]);
    expect(elapse('window-end', span.end)).toEqual([]);
    expect(elapse('arrival', span.start + 2 * HOUR + 10 * MINUTE)).toEqual(['OrderCancelled']);
    expect(when(after, start(span.start + 2 * HOUR)).types).toEqual(['ChargingStarted']);
    expect(when(after, start(span.start)).refused).toBe('update-impossible');
  });

  test('of another fulfillment is none of this order', () => {
    const said = command('Reschedule', { at: LATER, fulfillmentId: 'f9', window: within(span) });
    expect(when(reserved(), said).refused).toBe('fulfillment-unknown');
  });

  test('can be moved again and again, and gives back each time what it had', () => {
    const once = when(reserved(), reschedule(moved(2 * HOUR), LATER)).after;
    const { after, effects } = when(once, reschedule(span, LATER));
    expect(after).toMatchObject({ round: 3, terms: { span } });
    expect(effects).toContainEqual({ kind: 'release', resource, round: 2, span: moved(2 * HOUR) });
  });
});

describe.each(['booked', 'requested', 'charging'] as const)('a window that has begun, of who is %s,', (stage) => {
  const state = stages[stage]();
  const begun = windowOf(state) ?? span;
  const at = NINE + 8 * MINUTE;

  test('ends later where the connector is free', () => {
    const { after, effects } = when(state, reschedule({ end: begun.end + HOUR }, at));
    expect(after).toMatchObject({ stage, terms: { span: { start: begun.start, end: begun.end + HOUR } } });
    expect(after).toHaveProperty('startBy', 'startBy' in state && state.startBy);
    expect(effects).toContainEqual({ kind: 'release', resource, round: 1, span: begun });
    expect(effects).toContainEqual(timer('window-end', begun.end + HOUR));
    const ended = when(after, command('Elapse', { at: begun.end, purpose: 'window-end', due: begun.end }));
    expect(ended.types).toEqual([]);
  });

  test.each([
    ['begins at another time', { start: begun.start + HOUR, end: begun.end + HOUR }, 'update-impossible', true],
    ['ends sooner', { end: begun.end - MINUTE }, 'update-impossible', false],
    ['is longer than any', { end: begun.start + 13 * HOUR }, 'not-allowed', false],
  ] as const)('is not one that %s', (_, said, refused, mayBeHeld) => {
    expect(when(state, reschedule(said, at))).toMatchObject({ types: mayBeHeld ? ['HoldDropped'] : [], refused });
  });

  test('does not end later where somebody else comes', () => {
    expect(when(state, reschedule({ end: begun.end + HOUR }, at, { hold: 'taken' })).refused).toBe('unavailable');
  });
});

describe('a move that was sent before the window, and comes after', () => {
  const before = span.start - MINUTE;
  const begun: readonly [string, State][] = [
    ['a charge has begun', given(...reservation(), start(span.start))],
    ['a plug is awaited', given(...reservation(), start(span.start, waiting))],
    ['the vehicle was plugged in', given(...reservation(), report('plugged', span.start))],
    ['the charger has refused', when(reserved(), start(span.start, refusing)).after],
  ];

  test.each(begun)('%s, does not take the window from under it', (_, state) => {
    expect(when(state, reschedule(moved(3 * HOUR), before))).toMatchObject({
      types: ['HoldDropped'],
      refused: 'update-impossible',
    });
    expect(windowOf(when(state, reschedule({ end: span.end + HOUR }, before)).after)).toEqual({
      start: span.start,
      end: span.end + HOUR,
    });
  });
});

describe('a report of a connector from the window that was before', () => {
  const later = when(reserved(), reschedule(moved(24 * HOUR), LATER)).after;

  test.each(['faulted', 'plugged'] as const)('means nothing to the booking that was moved: %s', (condition) => {
    expect(when(later, report(condition, span.start + MINUTE)).types).toEqual([]);
    const then = when(later, report(condition, span.start + 24 * HOUR)).types;
    expect(then).toEqual([condition === 'faulted' ? 'ChargerFaulted' : 'ConnectorPlugged']);
  });
});

test('who writes times without fractions of a second means the start that he was told', () => {
  const state = given(select(), init(NINE + MINUTE + 123), pay(), confirm());
  const { after } = when(state, reschedule({ start: NINE + MINUTE, end: NINE + 5 * HOUR }, NINE + 4 * MINUTE));
  expect(windowOf(after)).toEqual({ start: NINE + MINUTE + 123, end: NINE + 5 * HOUR });
});

test('a charge that is about to end does not end later', () => {
  const stopping = when(stages.charging(), command('StopCharging', { at: LATER }, { 'stop-session': undefined })).after;
  expect(when(stopping, reschedule({ end: NINE + 5 * HOUR }, LATER)).refused).toBe('update-impossible');
});
