import type { Callback, Sender, Signer } from '../ports/callbacks.ts';
import { NotOurs } from '../ports/not-ours.ts';
import type { Registry } from '../ports/registry.ts';

export interface Delivering {
  readonly registry: Registry;
  readonly sender: Sender;
  readonly signer: Signer;
  /** Whether a callback URL is the registered one or lies under it, and may be called at all. */
  readonly mayCall: (registered: string, claimed: string) => boolean;
}

/** How a delivery ended; what may still succeed later is thrown instead. */
export type Delivered = 'acknowledged' | 'refused-by-receiver' | 'receiver-gone';

/** Thrown when the receiver did not take the callback now. */
export class NotDelivered extends NotOurs {}

/** Signs a callback freshly and posts it to where the registry says that its receiver lives. */
export async function deliver(
  callback: Callback,
  { registry, sender, signer, mayCall }: Delivering,
): Promise<Delivered> {
  const records = await registry.lookup(callback.receiver);
  const registered = records.some(({ role, url }) => role === 'BAP' && mayCall(url, callback.url));
  if (!registered) return 'receiver-gone';
  const url = `${callback.url.replace(/\/+$/, '')}/${callback.action}`;
  const answer = await sender.post(url, callback.body, await signer.sign(callback.body));
  if (answer.status >= 200 && answer.status < 300)
    return saysNack(answer.body) ? 'refused-by-receiver' : 'acknowledged';
  // What a receiver does not understand today it will not understand tomorrow.
  if (answer.status >= 400 && answer.status < 500 && ![401, 404, 408, 425, 429].includes(answer.status))
    return 'refused-by-receiver';
  throw new NotDelivered(`the receiver answered ${answer.status}`);
}

/** Acknowledgements have many forms; a refusal says NACK somewhere, anything else in 2xx is taken for an ACK. */
const saysNack = (body: string): boolean => /"(status|ack_status)"\s*:\s*"NACK"/i.test(body);
