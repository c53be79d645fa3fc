import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { schedule, scheduledTimers } from '../../lib/aws/timers.ts';
import type { Timer } from '../../lib/flow/ports/timers.ts';
import { startScheduler } from './scheduler.ts';

const target = {
  group: 'beckn-energy-local',
  queueArn: 'arn:aws:sqs:us-east-1:000000000000:timers',
  deadLettersArn: 'arn:aws:sqs:us-east-1:000000000000:timers-dead',
  roleArn: 'arn:aws:iam::000000000000:role/scheduler',
};
const deadlines = { note: async () => undefined };
const timers = scheduledTimers({ ...target, deadlines, spreadMilliseconds: 0 });
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
      Target: {
        Arn: target.queueArn,
        RoleArn: target.roleArn,
        Input: expect.any(String),
        RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
        DeadLetterConfig: { Arn: target.deadLettersArn },
      },
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
  expect(timeIn(scheduler.schedules[0]?.request ?? {})).toBeGreaterThan(now);
});

test('fires up to so much later than it is due and never earlier, each timer at a moment of its own', async () => {
  const spread = scheduledTimers({ ...target, deadlines, spreadMilliseconds: 30_000 });
  const many = Array.from({ length: 300 }, (_, index) => ({
    ...timer,
    key: { ...timer.key, transactionId: `t${index}` },
  }));
  await Promise.all(many.map((one) => spread.set(one)));
  const late = scheduler.schedules.map(({ request }) => (timeIn(request) - due) / 1000);
  expect(Math.min(...late)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...late)).toBeLessThanOrEqual(30);
  // Of ten a second on the average nowhere are there three times as many.
  const bySecond = Map.groupBy(late, (seconds) => seconds);
  expect(Math.max(...[...bySecond.values()].map(({ length }) => length))).toBeLessThan(30);
  const bodies = parcels().map((parcel) => Object(parcel).body.at);
  expect(new Set(bodies)).toEqual(new Set([due]));
});

test('fires at the same moment, however often it is set', async () => {
  const spread = scheduledTimers({ ...target, deadlines, spreadMilliseconds: 30_000 });
  await spread.set(timer);
  const [first] = scheduler.schedules.splice(0);
  await spread.set(timer);
  expect(scheduler.schedules.map(({ request }) => request.ScheduleExpression)).toEqual([
    first?.request.ScheduleExpression,
  ]);
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

function timeIn({ ScheduleExpression }: Readonly<Record<string, unknown>>): number {
  const [, at] = /^at\((.*)\)$/.exec(String(ScheduleExpression)) ?? [];
  return Date.parse(`${at}Z`);
}

function expressionOf(wholeSecond: number): string {
  return `at(${new Date(wholeSecond).toISOString().replace('.000Z', '')})`;
}
