import { parcels } from '../lib/aws/entry.ts';
import { readEnv } from '../lib/aws/env.ts';
import { log } from '../lib/aws/log.ts';
import { measure } from '../lib/aws/metrics.ts';
import { once } from '../lib/aws/once.ts';
import { factsOf } from '../lib/aws/parcels.ts';
import { park } from '../lib/aws/parked.ts';

const parked = once(() => readEnv('PARKED_QUEUE_URL').PARKED_QUEUE_URL);

/** What could not be worked off in hours: it is kept for redrive, and the alarm calls a person. */
export const process = parcels(async (parcel, { id, queue: from, group }) => {
  const { kind, subject } = parcel;
  await park(parked(), parcel, { from, delivery: id, group });
  measure('DeadLetters', 1, {});
  log('ERROR', 'gave up', { kind, ...factsOf(subject), queue: from, delivery: id });
});
