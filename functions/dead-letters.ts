import * as z from 'zod';
import { queue } from '../lib/aws/entry.ts';
import { readEnv } from '../lib/aws/env.ts';
import { type Facts, log } from '../lib/aws/log.ts';
import { measure } from '../lib/aws/metrics.ts';
import { once } from '../lib/aws/once.ts';
import { park } from '../lib/aws/parked.ts';
import { callbacks, self } from '../lib/aws/ports.ts';
import { giveUp, isAccepted } from '../lib/flow/give-up.ts';

const parked = once(() => readEnv('PARKED_QUEUE_URL').PARKED_QUEUE_URL);

/** What could not be processed: the buyer hears that it failed, the message is kept for redrive, the alarm calls a person. */
export const process = queue(async (body, { id, queue: from, group }) => {
  const kept = isAccepted(body) ? await giveUp(body, { callbacks: callbacks(), self: self() }) : body;
  await park(parked(), kept, { from, delivery: id, group });
  measure('DeadLetters', 1, {});
  log('ERROR', 'gave up', { ...subjectOf(body), queue: from, delivery: id });
}, subjectOf);

const named = z.object({ transactionId: z.string() });

/** Where messages of each kind say which transaction they are of: requests; callbacks; timers and calls; events; reports. */
const Subject = z.union([
  z.object({ request: z.object({ context: named }) }).transform(({ request }) => request.context.transactionId),
  named.transform(({ transactionId }) => transactionId),
  z.object({ key: named }).transform(({ key }) => key.transactionId),
  z.object({ detail: named }).transform(({ detail }) => detail.transactionId),
  z.object({ about: z.object({ key: named }) }).transform(({ about }) => about.key.transactionId),
]);

function subjectOf(body: unknown): Facts {
  return { transaction_id: Subject.safeParse(body).data };
}
