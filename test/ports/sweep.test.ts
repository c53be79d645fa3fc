import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { deadlineStore } from '../../lib/aws/deadline-store.ts';
import { holdStore } from '../../lib/aws/hold-store.ts';
import { orderStore } from '../../lib/aws/order-store.ts';
import { scheduledTimers } from '../../lib/aws/timers.ts';
import type { OrderKey } from '../../lib/flow/ports/orders.ts';
import { HOUR, MINUTE, NINE } from '../domain/ev-charging/given.ts';
import { lifeOf, live } from '../flow/story.ts';
import { startScheduler } from './scheduler.ts';
import { createQueue, startQueues, takeBodies } from './sqs.ts';
import { startTables } from './tables.ts';

/** The function that a rule starts every day, over tables and queues that are there. Schedules are set and never fire. */

const stops: (() => Promise<void>)[] = [];
let timersQueue = '';
let sweep: typeof import('../../functions/operations/sweep.ts').invoke;

beforeAll(async () => {
  stops.push(await startTables('dynalite'), (await startQueues()).stop, (await startScheduler()).stop);
  timersQueue = await createQueue();
  Object.assign(process.env, {
    STAGE: 'sandbox',
    ORDERS_TABLE: 'Orders',
    SHAPE: 'shape',
    DEADLINES_TABLE: 'Deadlines',
    HOLDS_TABLE: 'Holds',
    TIMERS_QUEUE_URL: timersQueue,
  });
  sweep = (await import('../../functions/operations/sweep.ts')).invoke;
});
afterAll(async () => {
  for (const stop of stops) await stop();
});
beforeEach(() => {
  for (const method of ['log', 'error'] as const) vi.spyOn(console, method).mockReturnValue();
});

const orders = orderStore('Orders', { holds: () => holdStore('Holds') });
const timers = scheduledTimers({
  group: 'g',
  queueArn: 'arn:aws:sqs:us-east-1:000000000000:timers',
  deadLettersArn: 'arn:aws:sqs:us-east-1:000000000000:timers-dead',
  roleArn: 'arn:aws:iam::000000000000:role/scheduler',
  spreadMilliseconds: 0,
  deadlines: deadlineStore('Deadlines'),
});
const PAYMENT = { purpose: 'payment', at: NINE + 16 * MINUTE };
const orderOf = (transactionId: string): OrderKey => ({ buyerId: 'bap.example', transactionId });

/** An order that waits for its payment, and the timer that guards it. */
async function waiting(transactionId: string) {
  const key = orderOf(transactionId);
  const { select, init } = lifeOf(key);
  await live(orders, select(), init());
  await timers.set({ key, ...PAYMENT });
  return key;
}

async function sweepAt(time: number) {
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const counts = await sweep({ time: new Date(time).toISOString(), source: 'aws.events' }, Object({}));
  const measured = write.mock.calls.map(([text]) => JSON.parse(String(text)).TimersMissed);
  write.mockRestore();
  return { counts, measured };
}

test('reports a deadline again that passed hours ago and was not heard of, and counts it', async () => {
  const key = await waiting('missed');
  expect(await sweepAt(NINE + 2 * HOUR)).toEqual({ counts: { orders: 1, missed: 0 }, measured: [0] });
  expect(await takeBodies(timersQueue)).toEqual([]);
  expect(await sweepAt(NINE + 20 * HOUR)).toEqual({ counts: { orders: 1, missed: 1 }, measured: [1] });
  expect(await takeBodies(timersQueue)).toEqual([{ key, ...PAYMENT }]);
});

test('says nothing of a deadline that an order has got past', async () => {
  const key = await waiting('paid');
  await live(orders, lifeOf(key).pay(), lifeOf(key).confirm());
  const { counts } = await sweepAt(NINE + 5 * HOUR);
  expect(counts).toMatchObject({ orders: 2 });
  const bodies = await takeBodies(timersQueue);
  expect(bodies).toContainEqual({ key, purpose: 'arrival', at: expect.any(Number) });
  expect(bodies).not.toContainEqual({ key, ...PAYMENT });
});

test('says what it has to be told', async () => {
  await expect(sweep({}, Object({}))).rejects.toThrow('time');
});
