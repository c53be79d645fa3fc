import { isAction } from '../../beckn/actions.ts';
import { errorFor, type Self } from '../out/reply.ts';
import type { Accepted } from '../ports/accepted.ts';
import type { Callback } from '../ports/callbacks.ts';
import type { Queue } from '../ports/queue.ts';

/**
 * An ACK obliges: whose request cannot be processed hears that, once, and that trying again may help. What is answered
 * must not happen later after all: the request that comes back from here says so.
 */
export async function giveUp(
  accepted: Accepted,
  { callbacks, self }: { readonly callbacks: Queue<Callback>; readonly self: Self },
): Promise<Accepted> {
  const message = 'the request could not be processed: ask for the status of the order, then try again';
  if (accepted.givenUp !== true)
    await callbacks.send(errorFor(accepted.request.context, { code: '40000', message }, self));
  return { ...accepted, givenUp: true };
}

/** Whether this is a buyer's request, and not a report or a timer. */
export const isAccepted = (body: unknown): body is Accepted =>
  typeof body === 'object' && body !== null && 'request' in body && hasAction(body.request);

const hasAction = (request: unknown) =>
  typeof request === 'object' &&
  request !== null &&
  'action' in request &&
  typeof request.action === 'string' &&
  isAction(request.action);
