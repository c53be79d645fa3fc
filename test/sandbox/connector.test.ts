import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Connector,
  hands,
  refusalOf,
  sessionIn,
  start,
  stop,
  touch,
  untouched,
} from '../../lib/sandbox/connector.ts';
import { milestones, read, type Session } from '../../lib/sandbox/session.ts';

const MINUTE = 60_000;
const at = Date.parse('2026-03-01T10:00:00Z');

const session = (change: Partial<Session> = {}): Session => ({
  id: 'session-1',
  reference: 'bap#transaction',
  kind: 'charging',
  powerW: 60_000,
  requestedWh: 4_000,
  providerId: 'p',
  itemId: 'i',
  fulfillmentId: 'f',
  acceptedAt: at,
  ...change,
});

const charging = (change: Partial<Session> = {}) => start(touch(untouched, 'plug', at), session(change), at);
const readingOf = (connector: Connector, now: number, id = 'session-1') => {
  const found = sessionIn(connector, id);
  return found && read(found, now);
};

describe('a session', () => {
  test('waits for its plug, and charges from then on', () => {
    const waiting = start(untouched, session(), at);
    expect(readingOf(waiting, at + MINUTE)).toMatchObject({ status: 'waiting', energyWh: 0 });
    const plugged = touch(waiting, 'plug', at + MINUTE);
    expect(readingOf(plugged, at + 2 * MINUTE)).toEqual({
      status: 'charging',
      energyWh: 1_000,
      stateOfCharge: 21.7,
      at: at + 2 * MINUTE,
    });
  });

  test('begins at once where the plug is in already', () => {
    expect(readingOf(charging(), at)).toMatchObject({ status: 'charging', energyWh: 0, stateOfCharge: 20 });
  });

  test('is reported at each quarter to the Wh, and goes on until it is stopped', () => {
    const connector = charging();
    const readings = milestones(connector.session ?? session()).map((moment) => readingOf(connector, moment));
    expect(readings.map((reading) => reading?.energyWh)).toEqual([1_000, 2_000, 3_000, 4_000]);
    expect(readings.every((reading) => reading?.status === 'charging')).toBe(true);
  });

  test('gives two percent more than was asked for and no Wh beyond, if nobody stops it', () => {
    expect(readingOf(charging(), at + 600 * MINUTE)).toMatchObject({ status: 'charging', energyWh: 4_080 });
  });

  test('stopped, keeps its last reading', () => {
    const stopped = stop(charging(), 'session-1', at + MINUTE);
    expect(readingOf(stopped, at + 9 * MINUTE)).toEqual({
      status: 'ended',
      why: 'stopped',
      energyWh: 1_000,
      stateOfCharge: 21.7,
      at: at + MINUTE,
    });
    expect(readingOf(stop(stopped, 'session-1', at + 5 * MINUTE), at + 9 * MINUTE)?.at).toBe(at + MINUTE);
  });

  test('ends by itself when the battery is full', () => {
    const connector = charging({ requestedWh: 48_000 });
    const full = milestones(connector.session ?? session()).at(-1) ?? 0;
    expect(readingOf(connector, full - 1)).toMatchObject({ status: 'charging' });
    expect(readingOf(connector, full + MINUTE)).toMatchObject({
      status: 'ended',
      why: 'full',
      energyWh: 48_000,
      stateOfCharge: 100,
      at: full,
    });
  });

  test.each([
    ['unplug', 'ended', 'unplugged'],
    ['fault', 'faulted', 'fault'],
    ['stop', 'ended', 'stopped-by-operator'],
  ] as const)('ends when somebody does this: %s', (hand, status, why) => {
    const touched = touch(charging(), hand, at + MINUTE);
    expect(readingOf(touched, at + 5 * MINUTE)).toMatchObject({ status, why, energyWh: 1_000 });
    expect(touched.plugged).toBeUndefined();
  });

  test('that waits is not ended by an unplugging', () => {
    expect(readingOf(touch(start(untouched, session(), at), 'unplug', at), at)).toMatchObject({ status: 'waiting' });
  });
});

describe('a battery swap', () => {
  const swap = { kind: 'swap', requestedWh: 7_000 } as const;

  test('meters nothing and is done after five minutes', () => {
    const swapping = charging(swap);
    expect(readingOf(swapping, at + 4 * MINUTE)).toEqual({ status: 'charging', energyWh: 0, at: at + 4 * MINUTE });
    expect(milestones(swapping.session ?? session())).toEqual([at + 5 * MINUTE]);
    expect(readingOf(swapping, at + 5 * MINUTE)).toMatchObject({ status: 'ended', why: 'swapped', energyWh: 7_000 });
  });

  test('is done when it is stopped, and is not when it breaks off', () => {
    const stopped = stop(charging(swap), 'session-1', at + MINUTE);
    expect(readingOf(stopped, at + MINUTE)).toMatchObject({ status: 'ended', why: 'stopped', energyWh: 7_000 });
    const broken = touch(charging(swap), 'fault', at + MINUTE);
    expect(readingOf(broken, at + MINUTE)).toMatchObject({ status: 'faulted', energyWh: 0 });
  });
});

describe('a connector', () => {
  test('takes no session while it is out of order', () => {
    const faulted = touch(untouched, 'fault', at);
    expect(refusalOf(faulted, 'session-1', at)).toContain('out of order');
    expect(refusalOf(touch(faulted, 'clear', at), 'session-1', at)).toBeUndefined();
  });

  test('takes one session at a time', () => {
    expect(refusalOf(charging(), 'session-2', at)).toContain('another session');
    expect(refusalOf(stop(charging(), 'session-1', at), 'session-2', at)).toBeUndefined();
    expect(refusalOf(charging({ kind: 'swap' }), 'session-2', at + 5 * MINUTE)).toBeUndefined();
  });

  test('takes the same session twice as one, also when it is over', () => {
    const once = charging();
    expect(refusalOf(once, 'session-1', at + MINUTE)).toBeUndefined();
    expect(start(once, session(), at + MINUTE)).toEqual(once);
    const over = stop(once, 'session-1', at + MINUTE);
    expect(start(over, session(), at + 2 * MINUTE)).toEqual(over);
  });

  test('still tells of the session before', () => {
    const next = start(stop(charging(), 'session-1', at + MINUTE), session({ id: 'session-2' }), at + 2 * MINUTE);
    expect(readingOf(next, at + 3 * MINUTE)).toMatchObject({ status: 'ended', energyWh: 1_000 });
    expect(readingOf(next, at + 3 * MINUTE, 'session-2')).toMatchObject({ status: 'waiting' });
  });

  test('whatever is done, doing it again changes nothing', () => {
    const steps = fc.array(fc.tuple(fc.constantFrom(...hands), fc.integer({ min: 0, max: 60 * MINUTE })), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(steps, fc.boolean(), fc.constantFrom(...hands), (taken, isStarted, hand) => {
        let [connector, now]: [Connector, number] = [isStarted ? start(untouched, session(), at) : untouched, at];
        for (const [step, passed] of taken) {
          now += passed;
          connector = touch(connector, step, now);
        }
        const once = touch(connector, hand, now);
        expect(touch(once, hand, now)).toEqual(once);
      }),
    );
  });
});
