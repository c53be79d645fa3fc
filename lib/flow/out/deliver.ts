import type { Callback, Sender, Signer } from '../ports/callbacks.ts';
import { NotOurs } from '../ports/not-ours.ts';
import type { Registry, Subscriber } from '../ports/registry.ts';

export interface Delivering {
  readonly registry: Registry;
  readonly sender: Sender;
  readonly signer: Signer;
  /** Whether a callback URL is the registered one or lies under it, and may be called at all. */
  readonly mayCall: (registered: string, claimed: string) => boolean;
  /** Whether the registry vouches for the record now. */
  readonly isValid: (record: Subscriber) => boolean;
}

/** How a delivery ended; what may still succeed later is thrown instead. */
export type Delivered = 'acknowledged' | 'refused-by-receiver' | 'receiver-gone';

/** Thrown when the receiver did not take the callback now. */
export class NotDelivered extends NotOurs {}

/** Signs a callback freshly and posts it to where the registry says that its receiver lives. */
export async function deliver(callback: Callback, delivering: Delivering): Promise<Delivered> {
  if (!(await isStillThere(callback, delivering))) return 'receiver-gone';
  const { sender, signer } = delivering;
  const url = `${callback.url.replace(/\/+$/, '')}/${callback.action}`;
  const answer = await sender.post(url, callback.body, await signer.sign(callback.body));
  if (answer.status >= 200 && answer.status < 300)
    return saysNack(answer.body) ? 'refused-by-receiver' : 'acknowledged';
  // What a receiver does not understand today it will not understand tomorrow.
  if (answer.status >= 400 && answer.status < 500 && ![401, 404, 408, 425, 429].includes(answer.status))
    return 'refused-by-receiver';
  throw new NotDelivered(`the receiver answered ${answer.status}`);
}

/**
 * Gone is only whom the registry no longer has as subscribed, by its own words (decision 69). Whatever else keeps us from
 * telling somebody something may be put right: an empty answer, a record that has run out, a receiver that moves.
 */
async function isStillThere({ receiver, url }: Callback, { registry, mayCall, isValid }: Delivering): Promise<boolean> {
  const records = (await registry.lookup(receiver)).filter(({ role }) => role === 'BAP');
  if (records.some((record) => isValid(record) && mayCall(record.url, url))) return true;
  if (records.length > 0 && records.every(({ status }) => status !== 'SUBSCRIBED')) return false;
  throw new NotDelivered('the registry vouches for no such receiver at this URL');
}

/** Acknowledgements have many forms; a refusal says NACK somewhere, anything else in 2xx is taken for an ACK. */
const saysNack = (body: string): boolean => /"(status|ack_status)"\s*:\s*"NACK"/i.test(body);
