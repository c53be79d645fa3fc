import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Connector,
  hands,
  refusalOf,
  refuse,
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
  derated: [],
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

describe('a derated connector', () => {
  test('gives half of its power from then on, and all of it once it is cleared', () => {
    const slow = touch(charging(), 'derate', at + MINUTE);
    expect(readingOf(slow, at + 3 * MINUTE)).toMatchObject({ status: 'charging', energyWh: 2_000 });
    const whole = touch(slow, 'clear', at + 3 * MINUTE);
    expect(readingOf(whole, at + 4 * MINUTE)).toMatchObject({ energyWh: 3_000 });
    expect(milestones(whole.session ?? session()).map((moment) => (moment - at) / MINUTE)).toEqual([1, 3, 4, 5]);
  });

  test('is so for the session that comes next, too', () => {
    const slow = touch(untouched, 'derate', at);
    const next = start(touch(slow, 'plug', at + MINUTE), session(), at + MINUTE);
    expect(readingOf(next, at + 3 * MINUTE)).toMatchObject({ energyWh: 1_000 });
    const later = start(touch(touch(slow, 'clear', at), 'plug', at + MINUTE), session(), at + MINUTE);
    expect(readingOf(later, at + 3 * MINUTE)).toMatchObject({ energyWh: 2_000 });
  });

  test('fills a battery as full as it would, later', () => {
    const slow = touch(charging({ requestedWh: 48_000 }), 'derate', at);
    const full = milestones(slow.session ?? session()).at(-1) ?? 0;
    expect(readingOf(slow, full - 1)).toMatchObject({ status: 'charging' });
    expect(readingOf(slow, full)).toMatchObject({ status: 'ended', why: 'full', energyWh: 48_000 });
  });
});

describe('a runaway', () => {
  const running = () => start(touch(touch(untouched, 'runaway', at), 'plug', at), session(), at);

  test('goes on after its limit, whoever stops it over the wire', () => {
    const stopped = stop(running(), 'session-1', at + MINUTE);
    expect(readingOf(stopped, at + 9 * MINUTE)).toMatchObject({ status: 'charging', energyWh: 9_000 });
  });

  test.each([
    ['stop', 'stopped-by-operator'],
    ['unplug', 'unplugged'],
  ] as const)('ends by the hand that does this: %s', (hand, why) => {
    const over = touch(running(), hand, at + 9 * MINUTE);
    expect(readingOf(over, at + 20 * MINUTE)).toMatchObject({ status: 'ended', why, energyWh: 9_000 });
  });

  test('is the next session alone, which may be waiting already', () => {
    const before = touch(charging(), 'runaway', at + MINUTE);
    expect(readingOf(before, at + 9 * MINUTE)).toMatchObject({ energyWh: 4_080 });
    const waiting = touch(touch(start(untouched, session(), at), 'runaway', at), 'plug', at);
    expect(readingOf(waiting, at + 9 * MINUTE)).toMatchObject({ energyWh: 9_000 });
    const after = start(touch(touch(running(), 'stop', at), 'plug', at), session({ id: 'session-2' }), at);
    expect(readingOf(after, at + 9 * MINUTE, 'session-2')).toMatchObject({ energyWh: 4_080 });
  });

  test('that is cleared gives no more, and takes back nothing', () => {
    const caught = touch(running(), 'clear', at + 6 * MINUTE);
    expect(readingOf(caught, at + 9 * MINUTE)).toMatchObject({ status: 'charging', energyWh: 6_000 });
    expect(readingOf(stop(caught, 'session-1', at + 9 * MINUTE), at + 9 * MINUTE)).toMatchObject({ status: 'ended' });
  });
});

describe('a connector that refuses', () => {
  const refusing = touch(untouched, 'refuse', at);

  test('does not start the next session, however often that is asked for, and starts the one after', () => {
    expect(refusalOf(refusing, 'session-1', at)).toContain('does not start');
    const after = refuse(refusing, 'session-1');
    expect(refusalOf(after, 'session-1', at)).toContain('does not start');
    expect(refusalOf(after, 'session-2', at)).toBeUndefined();
  });

  test('starts again once it is cleared', () => {
    expect(refusalOf(touch(refusing, 'clear', at), 'session-1', at)).toBeUndefined();
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
