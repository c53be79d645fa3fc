import { queue } from '../lib/aws/entry.ts';
import { lazily } from '../lib/aws/lazily.ts';
import { log } from '../lib/aws/log.ts';
import { measure, millisecondsSince } from '../lib/aws/metrics.ts';
import { once } from '../lib/aws/once.ts';
import { factsOf } from '../lib/aws/parcels.ts';
import { mayCall, registry, signer, urlRules } from '../lib/aws/ports.ts';
import { slowLane } from '../lib/aws/slow-lane.ts';
import { type Delivered, deliver } from '../lib/flow/out/deliver.ts';
import { leftAlone, PutOff } from '../lib/flow/out/left-alone.ts';
import type { Callback } from '../lib/flow/ports/callbacks.ts';
import { NotOurs } from '../lib/flow/ports/not-ours.ts';
import { isValid, RegistryUnavailable, type Subscriber } from '../lib/flow/ports/registry.ts';
import { httpSender } from '../lib/http/sender.ts';

const ports = lazily({
  registry,
  signer,
  sender: once(() => httpSender(urlRules())),
  mayCall: () => mayCall,
  isValid: () => (record: Subscriber) => isValid(record, new Date()),
});

const resting = once(() => leftAlone(Date.now));

/** Callbacks queue -> sign -> POST. What the receiver did not take goes to a slow lane, and comes back later and later. */
export const process = queue<Callback>(async (callback, { sentAt, receiveCount }) => {
  const { receiver } = callback;
  // In the slow lane everything has been tried, or put off, before.
  if (receiveCount === 1 && resting().has(receiver)) {
    note(callback, 'put-off', sentAt);
    throw new PutOff('this receiver has been failing');
  }
  const outcome = await deliver(callback, ports).catch((error: unknown) => {
    if (error instanceof NotOurs && !(error instanceof RegistryUnavailable)) resting().failed(receiver);
    note(callback, 'not-now', sentAt);
    throw error;
  });
  resting().answered(receiver);
  note(callback, outcome, sentAt);
}, slowLane);

function note(callback: Callback, outcome: Delivered | 'not-now' | 'put-off', sentAt: number): void {
  const milliseconds = millisecondsSince(sentAt);
  measure('Callbacks', 1, { outcome });
  if (outcome === 'acknowledged') measure('CallbackTime', milliseconds, {});
  else if (outcome !== 'put-off') measure('CallbackFailures', 1, {});
  const facts = { ...factsOf(callback), receiver: callback.receiver, outcome, milliseconds };
  log(outcome === 'acknowledged' ? 'INFO' : 'WARN', 'callback', facts);
}
