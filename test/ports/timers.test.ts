import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { schedule, scheduledTimers } from '../../lib/aws/timers.ts';
import type { Timer } from '../../lib/flow/ports/timers.ts';
import { startScheduler } from './scheduler.ts';

const target = {
  group: 'beckn-energy-local',
  queueArn: 'arn:aws:sqs:us-east-1:000000000000:timers',
  roleArn: 'arn:aws:iam::000000000000:role/scheduler',
};
const timers = scheduledTimers(target);
/** On the second, and always ahead: what is past is set for another time. */
const due = Math.ceil(Date.now() / 1000) * 1000 + 15 * 60_000;
const timer: Timer = {
  key: { buyerId: 'rider.example', transactionId: 't1' },
  purpose: 'payment',
  at: due,
};

let scheduler: Awaited<ReturnType<typeof startScheduler>>;
beforeAll(async () => {
  scheduler = await startScheduler();
});
beforeEach(() => void scheduler.schedules.splice(0));
afterAll(() => scheduler.stop());

test('puts the timer on the queue once, at its time, and then is gone', async () => {
  await timers.set(timer);
  expect(scheduler.schedules.map(({ request }) => request)).toEqual([
    expect.objectContaining({
      GroupName: target.group,
      ScheduleExpression: expressionOf(due),
      FlexibleTimeWindow: { Mode: 'OFF' },
      ActionAfterCompletion: 'DELETE',
      Target: { Arn: target.queueArn, RoleArn: target.roleArn, Input: expect.any(String) },
    }),
  ]);
  expect(parcels()).toEqual([{ kind: 'timer', subject: { action: timer.purpose, transactionId: 't1' }, body: timer }]);
});

test('is one schedule however often the same timer is set', async () => {
  await timers.set(timer);
  await timers.set(structuredClone(timer));
  await Promise.all(Array.from({ length: 20 }, () => timers.set(timer)));
  expect(scheduler.schedules).toHaveLength(1);
});

test.each<[string, Partial<Timer>]>([
  ['purpose', { purpose: 'arrival' }],
  ['time', { at: timer.at + 1 }],
  ['buyer', { key: { ...timer.key, buyerId: 'driver.example' } }],
  ['transaction', { key: { ...timer.key, transactionId: 't2' } }],
])('is another schedule for another %s', async (_, change) => {
  await timers.set(timer);
  await timers.set({ ...timer, ...change });
  expect(scheduler.schedules).toHaveLength(2);
});

test.each([
  [0, 0],
  [1, 1],
  [999, 1],
  [1000, 1],
])('never fires before its time: what is due %i ms past a second is set %i s past it', async (late, seconds) => {
  await timers.set({ ...timer, at: due + late });
  expect(scheduler.schedules[0]?.request.ScheduleExpression).toBe(expressionOf(due + seconds * 1000));
});

test('comes soon where its time has passed', async () => {
  const now = Date.now();
  await timers.set({ ...timer, at: now - 60_000 });
  const [, at] = /^at\((.*)\)$/.exec(String(scheduler.schedules[0]?.request.ScheduleExpression)) ?? [];
  expect(Date.parse(`${at}Z`)).toBeGreaterThan(now);
});

test('has a name that the scheduler takes, whatever the ids', async () => {
  const id = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 255 });
  const purpose = fc.constantFrom('payment', 'confirmation', 'arrival', 'plug', 'time-limit', 'window-end');
  await fc.assert(
    fc.asyncProperty(id, id, purpose, async (buyerId, transactionId, guarded) => {
      scheduler.schedules.splice(0);
      const set = { key: { buyerId, transactionId }, purpose: guarded, at: timer.at };
      await timers.set(set);
      expect(parcels()).toEqual([{ kind: 'timer', subject: { action: set.purpose, transactionId }, body: set }]);
    }),
    { numRuns: 50 },
  );
});

test('fails where the scheduler refuses for another reason than its name', async () => {
  const nameless = { ...target, name: 'no blanks, please', at: timer.at, message: '{}' };
  await expect(schedule(nameless)).rejects.toThrow('ValidationException');
});

/** What the schedules will put on the queue. */
function parcels(): readonly unknown[] {
  return scheduler.schedules.map(({ request }) => JSON.parse(Object(request.Target).Input));
}

function expressionOf(wholeSecond: number): string {
  return `at(${new Date(wholeSecond).toISOString().replace('.000Z', '')})`;
}
