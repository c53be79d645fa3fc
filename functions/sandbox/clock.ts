import { http, json } from '../../lib/aws/entry.ts';
import { readEnv } from '../../lib/aws/env.ts';
import { readText } from '../../lib/aws/incoming.ts';
import { once } from '../../lib/aws/once.ts';
import { readAdvance } from '../../lib/http/clock-advance.ts';
import { clockHand } from '../../lib/sandbox/clock-hand.ts';
import { quiet } from '../../lib/sandbox/quiet.ts';
import { schedules } from '../../lib/sandbox/schedules.ts';
import { timekeeper } from '../../lib/sandbox/timekeeper.ts';

const clock = once(() => {
  const env = readEnv('AWAITED_QUEUES', 'CLOCK_TABLE', 'QUEUE_URL', 'SCHEDULE_GROUP');
  const hand = clockHand(env.CLOCK_TABLE);
  // Names and one whole URL: all URLs would be more than an environment may hold.
  const queueUrls = env.AWAITED_QUEUES.split(',').map((name) => new URL(name, env.QUEUE_URL).href);
  const settled = quiet(queueUrls);
  return { hand, keeper: timekeeper({ hand, schedules: schedules(env.SCHEDULE_GROUP, queueUrls), settled }) };
});

/** The business clock of a sandbox: to be read, and to be moved forward. */
export const receive = http(async (event) => {
  const { hand, keeper } = clock();
  if (event.requestContext.http.method === 'GET') return json(200, { now: told(await hand.now()) });
  const by = readAdvance(readText(event));
  if (typeof by === 'string') return json(400, { message: by });
  const { now, fired } = await keeper.advance(by);
  return json(200, { now: told(now), fired });
});

const told = (time: number) => new Date(time).toISOString();
