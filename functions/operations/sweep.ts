import * as z from 'zod';
import { businessTime } from '../../lib/aws/business-time.ts';
import { direct } from '../../lib/aws/entry.ts';
import { readEnv } from '../../lib/aws/env.ts';
import { lazily } from '../../lib/aws/lazily.ts';
import { log } from '../../lib/aws/log.ts';
import { measure, tellMeasured } from '../../lib/aws/metrics.ts';
import { once } from '../../lib/aws/once.ts';
import { businesses, deadlines, orders } from '../../lib/aws/ports.ts';
import { workQueue } from '../../lib/aws/work-queue.ts';
import { missed } from '../../lib/flow/again/missed.ts';
import { timerParcel } from '../../lib/flow/again/overdue.ts';
import { keyIn } from '../../lib/flow/order/order-id.ts';
import type { Timer } from '../../lib/flow/ports/timers.ts';

/** A day, and some hours in which the sweep before it still had patience. */
const BACK_MILLISECONDS = 30 * 3_600_000;
const AT_ONCE = 20;

/** As a rule sends it; an operator says for which time a sweep is made up. */
const Tick = z.object({ time: z.iso.datetime() });

const ports = lazily({
  businesses,
  deadlines,
  orders,
  timers: once(() => workQueue<Timer>(readEnv('TIMERS_QUEUE_URL').TIMERS_QUEUE_URL)),
});

/** Every day: has the deadlines reported that passed without anybody noticing (decision 74). */
export const invoke = direct(async (payload) => {
  const now = await businessTime(Date.parse(Tick.parse(payload).time));
  const due = [...(await ports.deadlines.ordersDue(now - BACK_MILLISECONDS, now))];
  const counts = { orders: due.length, missed: 0 };
  while (due.length > 0)
    for (const some of await Promise.all(due.splice(0, AT_ONCE).map((order) => remind(order, now))))
      counts.missed += some;
  measure('TimersMissed', counts.missed, {});
  tellMeasured();
  log('INFO', 'swept', counts);
  return counts;
});

async function remind(order: string, now: number): Promise<number> {
  const key = keyIn(order);
  if (key === undefined) return 0;
  const timers = missed(key, await ports.orders.history(key), now, ports.businesses);
  for (const timer of timers) {
    await ports.timers.send(timerParcel(timer));
    log('ERROR', 'timer missed', { action: timer.purpose, transaction_id: key.transactionId });
  }
  return timers.length;
}
