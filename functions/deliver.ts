import { queue } from '../lib/aws/entry.ts';
import { lazily } from '../lib/aws/lazily.ts';
import { log } from '../lib/aws/log.ts';
import { once } from '../lib/aws/once.ts';
import { mayCall, registry, signer, urlRules } from '../lib/aws/ports.ts';
import { deliver } from '../lib/flow/deliver.ts';
import type { Callback } from '../lib/flow/ports.ts';
import { httpSender } from '../lib/http/sender.ts';

const ports = lazily({ registry, signer, sender: once(() => httpSender(urlRules())), mayCall: () => mayCall });

/** Callbacks queue -> sign -> POST. What the receiver did not take comes back later and later. */
export const process = queue(async (body) => {
  const callback = body as Callback; // written by our own functions alone
  const { action, transactionId: transaction_id, messageId: message_id } = callback;
  const outcome = await deliver(callback, ports);
  log(outcome === 'acknowledged' ? 'INFO' : 'WARN', 'callback', { action, transaction_id, message_id, outcome });
});
