import { parcels } from '../lib/aws/entry.ts';
import { readEnv } from '../lib/aws/env.ts';
import { log } from '../lib/aws/log.ts';
import { measure } from '../lib/aws/metrics.ts';
import { once } from '../lib/aws/once.ts';
import { factsOf } from '../lib/aws/parcels.ts';
import { park } from '../lib/aws/parked.ts';
import { callbacks, self } from '../lib/aws/ports.ts';
import { giveUp, isAccepted } from '../lib/flow/again/give-up.ts';

const parked = once(() => readEnv('PARKED_QUEUE_URL').PARKED_QUEUE_URL);

/** What could not be processed: the buyer hears that it failed, the message is kept for redrive, the alarm calls a person. */
export const process = parcels(async (parcel, { id, queue: from, group }) => {
  const { kind, body, subject } = parcel;
  const isRequest = kind === 'request' && isAccepted(body);
  const kept = isRequest ? { ...parcel, body: await giveUp(body, { callbacks: callbacks(), self: self() }) } : parcel;
  await park(parked(), kept, { from, delivery: id, group });
  measure('DeadLetters', 1, {});
  log('ERROR', 'gave up', { kind, ...factsOf(subject), queue: from, delivery: id });
});
