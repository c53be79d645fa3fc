import { describe, expect, test } from 'vitest';
import { shown } from '../../../lib/domain/ev-charging/shown.ts';
import type { State } from '../../../lib/domain/ev-charging/state.ts';
import {
  CASE,
  command,
  confirm,
  given,
  granted,
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
  wish,
  within,
} from './given.ts';

const sessionId = `session-${CASE}-1`;
const meter = (wh: number, more: object = {}) =>
  command('ReportSession', { at: NINE + 6 * MINUTE, sessionId, status: 'charging', wh, ...more });
const ending = (wh: number, why: 'full' | 'stopped-by-operator' | 'unplugged' | 'stopped') =>
  command('ReportSession', { at: NINE + 8 * MINUTE, sessionId, status: 'ended', wh, why });

/** Where the charge stands, as an outsider sees it. */
const phase = (state: State) => shown(state)?.fulfillments[0]?.own.phase;

describe('starting', () => {
  test('with the plug in, charging starts at once; without, it waits for the plug', () => {
    expect(when(stages.booked(), start()).types).toEqual(['ChargingStarted']);
    const { after } = when(stages.booked(), start(NINE + 4 * MINUTE, waiting));
    expect(phase(after)).toBe('requested');
    expect(when(after, meter(0)).events).toMatchObject([{ type: 'ChargingStarted', by: 'plug' }]);
  });

  test('without a plug for ten minutes it falls back to payment-completed, and can be tried again', () => {
    const due = NINE + 14 * MINUTE;
    const early = command('Elapse', { at: due - 1, purpose: 'plug', due: due - 1 });
    expect(when(stages.requested(), early).types).toEqual([]);
    const { after } = when(stages.requested(), command('Elapse', { at: due, purpose: 'plug', due }, granted));
    expect(phase(after)).toBe('booked');
    expect(when(after, start(due + MINUTE)).types).toEqual(['ChargingStarted']);
  });

  test('a refusing charge point is told, and leaves the order as it was', () => {
    const refused = start(NINE + 4 * MINUTE, { 'start-session': { accepted: false, why: 'out of order' } });
    expect(when(stages.booked(), refused).refused).toBe('charger-refused');
  });

  test('a window does not begin early', () => {
    const span = { start: NINE + HOUR, end: NINE + 2 * HOUR };
    const booked = given(select(NINE, undefined, { window: within(span), id: 'f1' }), init(), pay(), confirm());
    expect(when(booked, start(span.start - 1)).refused).toBe('update-impossible');
    expect(when(booked, start(span.start)).types).toEqual(['ChargingStarted']);
  });

  test('asks the operator of the place that was booked for what was ordered', () => {
    const session = { sessionId, providerId: provider.id, itemId: 'i1', fulfillmentId: 'f1' };
    const { needs } = when(stages.booked(), { ...start(), outside: {} });
    expect(needs).toEqual({ kind: 'start-session', ...session, service: 'charging', powerKw: 20, energyWh: 4000 });
  });

  test.each([
    ['start', 'booked', start()],
    ['stop', 'requested', stop()],
    ['stop', 'charging', stop()],
    ['stop', 'ended', stop()],
  ] as const)('refuses to %s another fulfillment than that of an order that is %s', (_, stage, said) => {
    expect(when(stages[stage](), { ...said, fulfillmentId: 'f2' }).refused).toBe('fulfillment-unknown');
    expect(when(stages[stage](), { ...said, fulfillmentId: 'f1' }).refused).toBeUndefined();
  });
});

describe('while charging', () => {
  test('a quarter more is told, less is not', () => {
    expect(when(stages.charging(), meter(999)).types).toEqual([]);
    expect(when(stages.charging(), meter(1000)).types).toEqual(['ChargingProgressed']);
  });

  test('the ordered energy is a limit: reached once, the final reading settles it', () => {
    const reached = when(stages.charging(), meter(4000));
    expect(reached.events).toMatchObject([{ type: 'ChargingLimitReached', limit: 'energy' }]);
    expect(when(reached.after, meter(4010)).types).toEqual([]);
    const { events } = when(reached.after, ending(4020, 'stopped'));
    expect(events).toMatchObject([{ type: 'ChargingEnded', cause: 'limit', settlement: { wh: 4000, charged: 5900 } }]);
  });

  test('a full battery and a state-of-charge limit stop it too', () => {
    expect(when(stages.charging(), meter(500, { stateOfCharge: 100 })).events).toMatchObject([
      { limit: 'state-of-charge' },
    ]);
    const eighty = given(
      select(NINE, undefined, { id: 'f1' }, { stateOfChargeLimit: 80 }),
      init(),
      pay(),
      confirm(),
      start(),
    );
    expect(when(eighty, meter(500, { stateOfCharge: 79 })).types).toEqual([]);
    expect(when(eighty, meter(500, { stateOfCharge: 80 })).events).toMatchObject([{ limit: 'state-of-charge' }]);
  });

  test('a limit in time stops it when the time is over', () => {
    const timed = given(select(NINE, { value: '20', unit: 'min' }, { id: 'f1' }), init(), pay(), confirm(), start());
    const due = NINE + 24 * MINUTE;
    expect(when(timed, command('Elapse', { at: due - 1, purpose: 'time-limit', due: due - 1 })).types).toEqual([]);
    expect(when(timed, command('Elapse', { at: due, purpose: 'time-limit', due })).events).toMatchObject([
      { limit: 'time' },
    ]);
  });

  test('shows how full the vehicle is', () => {
    const { after } = when(stages.charging(), meter(1000, { stateOfCharge: 65.4 }));
    const [charge] = shown(after)?.fulfillments ?? [];
    expect(charge).toMatchObject({
      headline: 'vehicle 65% charged',
      own: { phase: 'charging', session: { stateOfCharge: 65.4 } },
    });
  });

  test('reports of another session are not ours', () => {
    expect(when(stages.charging(), { ...meter(4000), sessionId: 'session-other-1' }).types).toEqual([]);
  });
});

describe('reports that overtake each other', () => {
  const startedAt = NINE + 5 * MINUTE;

  test('an end that is heard before the beginning ends a charge that did begin', () => {
    const { types, after } = when(stages.requested(), { ...ending(2000, 'unplugged'), startedAt });
    expect(types).toEqual(['ChargingStarted', 'ChargingEnded']);
    expect(after.stage === 'ended' && after.purse.settled?.charged).toBe(2950);
  });

  test('an end without a beginning lapses the request', () => {
    expect(when(stages.requested(), ending(0, 'unplugged')).types).toEqual(['ChargingRequestLapsed']);
  });

  test('a stop that we asked for is settled by who asked, not by its report', () => {
    expect(when(stages.charging(), ending(2000, 'stopped')).after).toMatchObject({ stage: 'charging', wh: 2000 });
    expect(when(stages.requested(), ending(0, 'stopped')).types).toEqual([]);
  });

  test('a stop that was obeyed is settled in any case, though who asked for it has died', () => {
    const stopped = when(stages.charging(), ending(2000, 'stopped')).after;
    expect(when(stopped, ending(2000, 'stopped')).types).toEqual([]);
    const end = 'terms' in stopped ? stopped.terms.span.end : 0;
    const left = when(stopped, command('Elapse', { at: end, purpose: 'window-end', due: end }));
    expect(left.events).toMatchObject([{ type: 'ChargingEnded', cause: 'limit', settlement: { wh: 2000 } }]);
    for (const reading of [undefined, { status: 'charging', energyWh: 1900 } as const])
      expect(when(stopped, stop(NINE + 9 * MINUTE, { 'stop-session': reading })).events).toMatchObject([
        { type: 'ChargingEnded', cause: 'buyer', settlement: { wh: 2000 } },
      ]);
    expect(when(stopped, meter(3000)).types).toEqual([]);
    expect(when(stopped, reschedule({ end: end + MINUTE }, NINE + 9 * MINUTE)).refused).toBe('update-impossible');
  });

  test('who stops what has just ended gets the bill', () => {
    expect(when(stages.ended(), stop())).toMatchObject({ types: [], refused: undefined });
  });
});

describe('ending', () => {
  test.each([
    ['full', 'full'],
    ['stopped-by-operator', 'operator'],
    ['unplugged', 'unplugged'],
  ] as const)('a session that ends as %s is settled for what was delivered', (why, cause) => {
    const { events } = when(stages.charging(), ending(2000, why));
    expect(events).toMatchObject([
      { type: 'ChargingEnded', cause, settlement: { wh: 2000, charged: 2950, refund: { amount: 2950 } } },
    ]);
  });

  test('a stop that cannot reach the charge point waits for its last word', () => {
    const asked = when(stages.charging(), stop(NINE + 10 * MINUTE, { 'stop-session': undefined }));
    expect(asked.types).toEqual(['StopRequested']);
    expect(when(asked.after, ending(1800, 'stopped')).types).toEqual(['ChargingEnded']);
  });

  test('a stop that is accepted and not obeyed waits for its last word', () => {
    const goesOn = { 'stop-session': { status: 'charging', energyWh: 1500 } } as const;
    const asked = when(stages.charging(), stop(NINE + 10 * MINUTE, goesOn));
    expect(asked.types).toEqual(['StopRequested']);
    expect(when(asked.after, ending(1800, 'stopped-by-operator')).types).toEqual(['ChargingEnded']);
  });

  test('a swap is charged in full and has its own states', () => {
    const items = [{ id: 'i2', quantity: { value: '3', unit: 'kWh' }, addOnIds: [], labels: [] }];
    const swapping = given(
      command('Select', { at: NINE, buyerId: 'b', wish: { ...wish(), items }, wanted: {} }, granted),
      { ...init(), wish: { ...wish(undefined, { id: 'f3' }), items: [{ id: 'i2', addOnIds: [], labels: [] }] } },
      pay(),
      confirm(),
      start(),
    );
    expect(shown(swapping)?.fulfillments[0]).toMatchObject({
      headline: 'Battery swap started',
      own: { phase: 'charging', isSwap: true },
    });
    const { after } = when(
      swapping,
      command('ReportSession', { at: NINE + 9 * MINUTE, sessionId, status: 'ended', wh: 0, why: 'swapped' }),
    );
    expect(shown(after)?.fulfillments[0]).toMatchObject({
      headline: 'Battery swap ended',
      own: { phase: 'ended', isSwap: true },
    });
    expect(shown(after)?.quote.total).toBe(7080);
  });

  test('a fault before charging gives everything back', () => {
    const { after } = when(
      stages.requested(),
      command('ReportConnector', { at: NINE + 6 * MINUTE, condition: 'faulted' }, nothing),
    );
    expect(after.stage === 'cancelled' && after.purse.settled?.refund?.amount).toBe(5900);
  });
});

describe('who does not come', () => {
  const at = (due: number) => command('Elapse', { at: due, purpose: 'arrival', due });

  test('has ten minutes of grace from the window or from the confirmation, whichever is later', () => {
    expect(when(stages.booked(), at(NINE + 13 * MINUTE - 1)).types).toEqual([]);
    expect(when(stages.booked(), at(NINE + 13 * MINUTE)).events).toMatchObject([
      { type: 'OrderCancelled', cancellation: { by: 'provider', reason: { id: 'no_show' } } },
    ]);
  });

  test('has come once the plug is in', () => {
    const plugged = when(
      stages.booked(),
      command('ReportConnector', { at: NINE + 5 * MINUTE, condition: 'plugged' }),
    ).after;
    expect(when(plugged, at(NINE + 13 * MINUTE)).types).toEqual(['ArrivalExtended']);
  });
});

describe('what follows from events', () => {
  /** The kinds of what follows; of a call to a partner what he is asked to do. */
  const kinds = (state: State, step: Parameters<typeof when>[1]) =>
    when(state, step).effects.map((effect) => (effect.kind === 'call' ? effect.call.kind : effect.kind));

  test('the end of charging frees the connector, sends money back and tells the buyer unless he asked for it', () => {
    expect(kinds(stages.charging(), ending(2000, 'unplugged'))).toEqual(['release', 'refund', 'publish']);
    expect(kinds(stages.charging(), stop())).toEqual(['release', 'refund']);
  });

  test('a cancelled session is stopped at the charge point', () => {
    const cancel = command('Cancel', { at: NINE + 6 * MINUTE }, nothing);
    expect(kinds(stages.requested(), cancel)).toEqual(['release', 'refund', 'stop-session']);
    const stopped = { kind: 'call', call: { kind: 'stop-session', providerId: provider.id, sessionId } };
    expect(when(stages.requested(), cancel).effects).toContainEqual(stopped);
  });

  test('a limit that is reached stops the session, and so does a stop that the charge point did not hear', () => {
    const asked = ['stop-session', 'timer'];
    expect(kinds(stages.charging(), meter(4000))).toEqual(asked);
    expect(kinds(stages.charging(), stop(NINE + 10 * MINUTE, { 'stop-session': undefined }))).toEqual(asked);
  });

  test('deadlines are set when they begin to matter', () => {
    expect(when(stages.paid(), confirm()).effects).toMatchObject([
      { kind: 'timer', purpose: 'arrival', at: NINE + 13 * MINUTE },
      { kind: 'timer', purpose: 'window-end' },
    ]);
  });
});
