import { describe, expect, test } from 'vitest';
import { shown } from '../../../lib/domain/ev-charging/shown.ts';
import type { State } from '../../../lib/domain/ev-charging/state.ts';
import type { Reading } from '../../../lib/language/charging.ts';
import { CASE, command, MINUTE, NINE, nothing, stages, start, stop, when } from './given.ts';

/** Energy that was metered while the order did not know that charging had begun. */

const sessionId = `session-${CASE}-1`;
const startedAt = NINE + 5 * MINUTE;
const AT = NINE + 9 * MINUTE;
const metered: Reading = { status: 'ended', energyWh: 2000, startedAt };
const answering = (reading: Reading | undefined) => ({ 'stop-session': reading, 'read-session': reading });
const chargedOf = (state: State) => ('purse' in state ? state.purse.settled?.charged : undefined);

describe('who waits for the plug, while the charge has begun,', () => {
  const requested = stages.requested();

  test('and stops, pays for what was delivered', () => {
    const { types, after } = when(requested, stop(AT, answering(metered)));
    expect(types).toEqual(['ChargingStarted', 'ChargingEnded']);
    expect(chargedOf(after)).toBe(2950);
    expect(shown(after)?.fulfillments[0]?.own.session).toEqual({ energyWh: 2000, startedAt, endedAt: AT });
  });

  test('and stops a charge point that goes on, waits for its last reading', () => {
    const { types, after } = when(requested, stop(AT, answering({ status: 'charging', energyWh: 0 })));
    expect(types).toEqual(['ChargingStarted', 'StopRequested']);
    expect(after).toMatchObject({ stage: 'charging', sessions: 1, stopping: { askAt: AT + 2 * MINUTE } });
  });

  test('and cancels, pays for it and the fee of who cancels while charging', () => {
    const cancel = command('Cancel', { at: AT }, answering(metered));
    const { types, after } = when(requested, cancel);
    expect(types).toEqual(['OrderCancelled']);
    expect(chargedOf(after)).toBe(2950 + 1770);
    expect(shown(after)?.fulfillments[0]?.own).toMatchObject({
      session: { energyWh: 2000, startedAt, endedAt: AT },
      connector: { status: 'finishing' },
    });
    expect(chargedOf(when(requested, { ...cancel, outside: nothing }).after)).toBe(0);
    expect(chargedOf(when(requested, { ...cancel, outside: answering(undefined) }).after)).toBe(0);
  });

  test('and is cancelled by staff, pays for what was delivered', () => {
    const close = command('CancelByProvider', { at: AT, reason: 'maintenance' }, answering(metered));
    expect(chargedOf(when(requested, close).after)).toBe(2950);
  });

  test('and whose charger fails, pays for what was delivered', () => {
    const fault = command('ReportConnector', { at: AT, condition: 'faulted' }, answering(metered));
    const { types, after } = when(requested, fault);
    expect(types).toEqual(['ChargingStarted', 'ChargerFaulted']);
    expect(chargedOf(after)).toBe(2950);
    const session = command('ReportSession', { at: AT, sessionId, status: 'faulted', wh: 2000 });
    expect(chargedOf(when(requested, session).after)).toBe(2950);
  });

  describe.each(['plug', 'window-end'])('and whose deadline passes (%s)', (purpose) => {
    const due = NINE + 20 * 60 * MINUTE;
    const elapsed = (reading: Reading | undefined) =>
      when(requested, command('Elapse', { at: due, purpose, due }, answering(reading)));
    const reached = purpose === 'window-end' ? ['ChargingLimitReached'] : [];
    const lapse = purpose === 'window-end' ? 'OrderCancelled' : 'ChargingRequestLapsed';

    test('is asked for first', () => {
      const asked = when(requested, command('Elapse', { at: due, purpose, due }));
      expect(asked.needs).toMatchObject({ kind: 'read-session', sessionId });
    });

    test.each<[string, Reading | undefined, readonly string[]]>([
      ['charges', { status: 'charging', energyWh: 500, startedAt }, ['ChargingStarted', ...reached]],
      ['pays for what was delivered', metered, ['ChargingStarted', 'ChargingEnded']],
      [
        'pays for it though a stop of ours was obeyed',
        { ...metered, why: 'stopped' },
        ['ChargingStarted', 'SessionStopped'],
      ],
      ['is let down', { status: 'faulted', energyWh: 0 }, ['ChargerFaulted']],
      ['has not come', { status: 'waiting', energyWh: 0 }, [lapse]],
      ['came in vain', { status: 'ended', energyWh: 0, why: 'stopped' }, [lapse]],
      ['is not heard of', undefined, [lapse]],
    ])('%s', (_, reading, types) => {
      expect(elapsed(reading).types).toEqual(types);
    });
  });

  test('and whose stop is reported by the charge point alone, owes what it metered', () => {
    const stopped = command('ReportSession', { at: AT, sessionId, status: 'ended', wh: 2000, why: 'stopped' });
    const { types, after } = when(requested, stopped);
    expect(types).toEqual(['ChargingStarted', 'SessionStopped']);
    expect(chargedOf(when(after, stop(AT + MINUTE, answering(undefined))).after)).toBe(2950);
    expect(when(requested, { ...stopped, wh: 0 }).types).toEqual([]);
  });
});

describe('a start that is answered late', () => {
  const answered = (reading: Reading) =>
    when(stages.booked(), start(AT, { 'start-session': { accepted: true, reading } }));

  test('finds that the charge is over, and bills it in the reply', () => {
    const { types, after, effects } = answered({ ...metered, why: 'full' });
    expect(types).toEqual(['ChargingStarted', 'ChargingEnded']);
    expect(after).toMatchObject({ stage: 'ended', cause: 'full', session: { startedAt } });
    expect(chargedOf(after)).toBe(2950);
    expect(effects.filter(({ kind }) => kind === 'publish')).toEqual([]);
  });

  test('finds when it began', () => {
    expect(answered({ status: 'charging', energyWh: 900, startedAt }).after).toMatchObject({ startedAt });
  });

  test('finds that its session is over with nothing charged, and the next is another one', () => {
    const { refused, after } = answered({ status: 'ended', energyWh: 0 });
    expect(refused).toBe('charger-refused');
    expect(after).toMatchObject({ stage: 'booked', sessions: 1 });
  });
});
