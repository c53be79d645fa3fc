import { isAction } from '../beckn/actions.ts';
import type { Accepted, Callback, Queue } from './ports.ts';
import { errorFor, type Self } from './reply.ts';

/** An ACK obliges: whose request cannot be processed hears that, and that trying again may help. */
export async function giveUp(
  { request }: Accepted,
  { callbacks, self }: { readonly callbacks: Queue<Callback>; readonly self: Self },
): Promise<void> {
  const message = 'the request could not be processed: ask for the status of the order, then try again';
  await callbacks.send(errorFor(request.context, { code: '40000', message }, self));
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
