import { createHash } from 'node:crypto';
import type { OrderEvent } from '../../events/order-event.ts';
import type { Order } from '../domain/domain.ts';
import { domainOf } from './change.ts';
import type { Callback, Orders, Queue } from './ports.ts';
import { presentOrder } from './present.ts';
import { type Self, unsolicited } from './reply.ts';

export interface Notifying {
  readonly orders: Pick<Orders, 'history'>;
  readonly callbacks: Queue<Callback>;
  readonly self: Self;
}

/** Tells the buyer what nobody asked for: the order as it was right after the event, in the context of the buyer's last request. */
export async function notify(
  event: OrderEvent,
  action: 'on_status' | 'on_update' | 'on_cancel',
  { orders, callbacks, self }: Notifying,
): Promise<void> {
  const { order, context } = await orderAt(event, orders);
  const view = order.view();
  if (view === undefined || context === undefined) throw new Error('there is no order to tell of');
  await callbacks.send(unsolicited(context, messageIdOf(event), { action, order: presentOrder(view) }, self));
}

/** The order right after an event, and the session that ran then. */
export async function orderAt(event: OrderEvent, orders: Pick<Orders, 'history'>) {
  const history = await orders.history(event);
  const until = history.filter(({ sequence }) => sequence <= event.sequence);
  const last = until.at(-1);
  if (last?.sequence !== event.sequence) throw new Error(`entry ${event.sequence} is not in the history`);
  const order: Order = domainOf(last).replay(until);
  return { order, context: until.findLast(({ context }) => context !== undefined)?.context };
}

/** The same event always has the same message id: whoever gets it twice can tell. */
function messageIdOf({ id }: OrderEvent): string {
  const hex = createHash('sha256').update(id).digest('hex');
  // Version 8 is the UUID of one's own making (RFC 9562 §5.8).
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}
