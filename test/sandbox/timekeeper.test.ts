import { expect, test } from 'vitest';
import type { ClockHand } from '../../lib/sandbox/clock-hand.ts';
import type { Due, Schedules } from '../../lib/sandbox/schedules.ts';
import { timekeeper } from '../../lib/sandbox/timekeeper.ts';

const START = Date.parse('2027-03-01T10:00:00Z');
const MINUTE = 60_000;

/** A clock that stands still but for being moved, and schedules that may set others when they fire. */
function world(due: readonly Due[], setBy: Readonly<Record<string, Due>> = {}) {
  let now = START;
  let isHeld = false;
  const waiting = new Map(due.map((one) => [one.name, one]));
  const happened: string[] = [];
  const note = (what: string) => happened.push(`${what} at ${(now - START) / MINUTE}`);
  const hand: ClockHand = {
    now: async () => now,
    async take() {
      if (isHeld) return false;
      isHeld = true;
      return true;
    },
    async moveTo(time) {
      now = Math.max(now, time);
    },
    async release() {
      isHeld = false;
    },
  };
  const schedules: Schedules = {
    async next(until) {
      const [first] = [...waiting.values()].toSorted((one, other) => one.at - other.at);
      return first !== undefined && first.at <= until ? first : undefined;
    },
    async fire({ name }) {
      const isThere = waiting.delete(name);
      const next = setBy[name];
      if (isThere && next !== undefined) waiting.set(next.name, next);
      if (isThere) note(name);
      return isThere;
    },
    async retime() {
      note('retimed');
    },
  };
  const settled = async () => {
    note('settled');
  };
  return { hand, happened, keeper: timekeeper({ hand, schedules, settled }) };
}

const at = (name: string, minutes: number): Due => ({ name, at: START + minutes * MINUTE });

test('hands over what falls due in order of time, each at its time, and what that sets meanwhile', async () => {
  const { keeper, happened } = world([at('b', 5), at('a', 2), at('late', 60)], { a: at('c', 4) });
  expect(await keeper.advance(10 * MINUTE)).toEqual({ now: START + 10 * MINUTE, fired: 3 });
  expect(happened.filter((what) => !what.startsWith('settled'))).toEqual([
    'retimed at 0',
    'a at 2',
    'c at 4',
    'b at 5',
    'retimed at 10',
  ]);
});

test('waits for what was handed over before it goes on', async () => {
  const { keeper, happened } = world([at('a', 2)]);
  await keeper.advance(3 * MINUTE);
  expect(happened.slice(1, -1)).toEqual(['settled at 0', 'a at 2', 'settled at 2']);
});

test('lets one move it at a time', async () => {
  const { keeper, hand } = world([]);
  const moves = await Promise.all([keeper.advance(MINUTE), keeper.advance(MINUTE)]);
  expect(moves.map(({ now }) => (now - START) / MINUTE).toSorted()).toEqual([1, 2]);
  expect(await hand.take(1)).toBe(true);
});

test('gives the hand back when something goes wrong', async () => {
  const { keeper, hand } = world([at('a', 1)]);
  const broken = timekeeper({
    hand,
    schedules: { next: async () => Promise.reject(new Error('down')), fire: async () => false, retime: async () => {} },
    settled: async () => {},
  });
  await expect(broken.advance(MINUTE)).rejects.toThrow('down');
  expect(await keeper.advance(MINUTE)).toMatchObject({ fired: 1 });
});
