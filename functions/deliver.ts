import { queue } from '../lib/aws/entry.ts';
import { lazily } from '../lib/aws/lazily.ts';
import { log } from '../lib/aws/log.ts';
import { measure, millisecondsSince } from '../lib/aws/metrics.ts';
import { once } from '../lib/aws/once.ts';
import { factsOf } from '../lib/aws/parcels.ts';
import { mayCall, registry, signer, urlRules } from '../lib/aws/ports.ts';
import { type Delivered, deliver } from '../lib/flow/out/deliver.ts';
import type { Callback } from '../lib/flow/ports/callbacks.ts';
import { isValid, type Subscriber } from '../lib/flow/ports/registry.ts';
import { httpSender } from '../lib/http/sender.ts';

const ports = lazily({
  registry,
  signer,
  sender: once(() => httpSender(urlRules())),
  mayCall: () => mayCall,
  isValid: () => (record: Subscriber) => isValid(record, new Date()),
});

/** Callbacks queue -> sign -> POST. What the receiver did not take comes back later and later. */
export const process = queue<Callback>(async (callback, { sentAt }) => {
  const outcome = await deliver(callback, ports).catch((error: unknown) => {
    note(callback, 'not-now', sentAt);
    throw error;
  });
  note(callback, outcome, sentAt);
});

function note(callback: Callback, outcome: Delivered | 'not-now', sentAt: number): void {
  const milliseconds = millisecondsSince(sentAt);
  measure('Callbacks', 1, { outcome });
  if (outcome === 'acknowledged') measure('CallbackTime', milliseconds, {});
  else measure('CallbackFailures', 1, {});
  const facts = { ...factsOf(callback), receiver: callback.receiver, outcome, milliseconds };
  log(outcome === 'acknowledged' ? 'INFO' : 'WARN', 'callback', facts);
}
