import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { schedule, scheduledTimers } from '../../lib/aws/timers.ts';
import type { Timer } from '../../lib/flow/ports.ts';
import { startScheduler } from './scheduler.ts';

const target = {
  group: 'beckn-energy-local',
  queueArn: 'arn:aws:sqs:us-east-1:000000000000:timers',
  roleArn: 'arn:aws:iam::000000000000:role/scheduler',
};
const timers = scheduledTimers(target);
const timer: Timer = {
  key: { buyerId: 'rider.example', transactionId: 't1' },
  purpose: 'payment',
  at: Date.parse('2026-11-21T09:15:00Z'),
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
      ScheduleExpression: 'at(2026-11-21T09:15:00)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      ActionAfterCompletion: 'DELETE',
      Target: { Arn: target.queueArn, RoleArn: target.roleArn, Input: JSON.stringify(timer) },
    }),
  ]);
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
  [0, '09:15:00'],
  [1, '09:15:01'],
  [999, '09:15:01'],
  [1000, '09:15:01'],
])('never fires before its time: %i ms after the quarter it is set for %s', async (late, time) => {
  await timers.set({ ...timer, at: timer.at + late });
  expect(scheduler.schedules[0]?.request.ScheduleExpression).toBe(`at(2026-11-21T${time})`);
});

test('has a name that the scheduler takes, whatever the ids', async () => {
  const id = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 255 });
  const purpose = fc.constantFrom('payment', 'confirmation', 'arrival', 'plug', 'time-limit', 'window-end');
  await fc.assert(
    fc.asyncProperty(id, id, purpose, async (buyerId, transactionId, guarded) => {
      scheduler.schedules.splice(0);
      const set = { key: { buyerId, transactionId }, purpose: guarded, at: timer.at };
      await timers.set(set);
      const [only] = scheduler.schedules;
      expect(only?.request.Target).toMatchObject({ Input: JSON.stringify(set) });
    }),
    { numRuns: 50 },
  );
});

test('fails where the scheduler refuses for another reason than its name', async () => {
  const nameless = { ...target, name: 'no blanks, please', at: timer.at, message: '{}' };
  await expect(schedule(nameless)).rejects.toThrow('ValidationException');
});
