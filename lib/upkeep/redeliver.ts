import * as z from 'zod';
import { orderStore } from '../aws/order-store.ts';
import { workQueue } from '../aws/work-queue.ts';
import { businesses } from '../domain/businesses.ts';
import { answerAgain } from '../flow/again/answer-again.ts';
import { nameOf } from '../flow/order/order-id.ts';
import { orderIn } from '../flow/order/past.ts';
import { tellBy } from '../flow/out/notify.ts';
import type { Self } from '../flow/out/reply.ts';
import type { Callback } from '../flow/ports/callbacks.ts';
import type { Entry, OrderKey } from '../flow/ports/orders.ts';
import type { Queue } from '../flow/ports/queue.ts';
import { command, Flag, type Tell } from './command.ts';
import type { Deployment } from './deployment.ts';
import { keyFor } from './named-order.ts';

const Id = z.string().min(1);

export const redeliver = command({
  usage: 'redeliver (--order ID [--buyer ID] | --buyer ID --transaction ID) [--message ID] [--yes]',
  does: 'tells the buyer the order as it is now, as nobody asked for it; with --message, sends the reply to that request once more',
  options: z
    .strictObject({
      order: Id.optional(),
      buyer: Id.optional(),
      transaction: Id.optional(),
      message: Id.optional(),
      yes: Flag,
    })
    .refine(
      ({ order, buyer, transaction }) =>
        order === undefined ? buyer !== undefined && transaction !== undefined : transaction === undefined,
      {
        path: ['order'],
        message: 'either this, or --buyer and --transaction, were expected',
      },
    ),
  async run({ message, yes, ...named }, deployment, tell) {
    const key = await keyFor(named, deployment);
    const orders = orderStore(deployment.output('OrdersTable'));
    const history = await orders.history(key);
    const self = selfOf(deployment);
    const callbacks = announced(yes ? workQueue(deployment.output('CallbacksQueueUrl')) : undefined, tell);
    if (message !== undefined) return resend(repliesTo(message, history, self), callbacks, tell);

    const last = lastOf(key, history);
    if (last === undefined) {
      const why =
        history.length === 0
          ? 'this buyer has no such transaction'
          : 'this transaction has no order: --message sends single replies';
      tell({ nothing: why, entries: history.length });
      return false;
    }
    await tellBy(last.event, last.action, { businesses, orders, callbacks, self });
    return true;
  },
});

const selfOf = (deployment: Deployment): Self => ({
  id: deployment.output('SubscriberId'),
  url: `${deployment.output('ApiUrl')}/bpp`,
  now: Date.now,
});

/** Says what is sent; without a queue, what would be. */
const announced = (queue: Queue<Callback> | undefined, tell: Tell): Queue<Callback> => ({
  async send(callback) {
    await queue?.send(callback);
    const { action, messageId: message, transactionId: transaction } = callback.body;
    tell({ [queue === undefined ? 'wouldSend' : 'sent']: action, message, transaction });
  },
});

const repliesTo = (message: string, history: readonly Entry[], self: Self) =>
  history
    .flatMap(({ context }, index) => (context?.messageId === message ? [history.slice(0, index + 1)] : []))
    .map((until) => ({ action: until.at(-1)?.context?.action, reply: answerAgain(until, { businesses, self }) }));

async function resend(replies: ReturnType<typeof repliesTo>, callbacks: Queue<Callback>, tell: Tell): Promise<boolean> {
  if (replies.length === 0) tell({ nothing: 'no entry of this history has that message id' });
  for (const { action, reply } of replies) {
    if (reply === undefined) tell({ nothing: `the reply to ${action} held what no history has` });
    else await callbacks.send(reply);
  }
  return replies.length > 0 && replies.every(({ reply }) => reply !== undefined);
}

/** The last event of an order that a buyer can see, and how it would be told of. The same state has the same message id (decision 17). */
function lastOf(key: OrderKey, history: readonly Entry[]) {
  const last = history.at(-1);
  const shown = orderIn({ entries: history }, businesses)?.shown();
  if (last === undefined || shown?.id === undefined) return undefined;
  const { business, sequence } = last;
  const action = shown.status === 'cancelled' ? 'on_cancel' : shown.status === 'complete' ? 'on_update' : 'on_status';
  const event = { id: `${nameOf(key)}#${sequence}#again`, business, ...key, sequence, position: 0 };
  return { event, action } as const;
}
