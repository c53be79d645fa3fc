import { createHash } from 'node:crypto';
import type { OrderEvent } from '../../../events/order-event.ts';
import { heardBy } from '../../beckn/codec.ts';
import type { Businesses } from '../../domain/business.ts';
import { businessOf, contextIn, lastSequence, lastTimes, replay } from '../order/past.ts';
import type { Callback } from '../ports/callbacks.ts';
import type { Orders, Past } from '../ports/orders.ts';
import type { Queue } from '../ports/queue.ts';
import { isOrderReply, type OrderReply, type Self, showOrder, unsolicited } from './reply.ts';

export interface Notifying {
  readonly businesses: Businesses;
  readonly orders: Pick<Orders, 'history' | 'past'>;
  readonly callbacks: Queue<Callback>;
  readonly self: Self;
}

/** Tells the buyer what nobody asked for. The version of the protocol that the buyer speaks says by which callback, or that buyers are not told. */
export async function notify(event: OrderEvent, type: string, ports: Notifying): Promise<void> {
  const moment = await momentOf(event, ports.orders);
  const action = heardBy(moment.context, moment.business).tells(type);
  if (action === undefined) return;
  if (!isOrderReply(action)) throw new Error(`${action} cannot tell of ${type}`);
  await send(event, action, moment, ports);
}

/** The same by a callback that somebody has chosen. */
export const tellBy = async (event: OrderEvent, action: OrderReply, ports: Notifying): Promise<void> =>
  send(event, action, await momentOf(event, ports.orders), ports);

type Moment = Awaited<ReturnType<typeof momentOf>>;

/** The history up to the entry of the event, and the context of the buyer's last request in it. */
async function momentOf(event: OrderEvent, orders: Notifying['orders']) {
  const until = await pastUntil(event, orders);
  const business = businessOf(until);
  const context = contextIn(until);
  if (lastSequence(until) !== event.sequence || business === undefined)
    throw new Error(`entry ${event.sequence} is not in the history`);
  if (context === undefined) throw new Error('there is nobody to tell');
  return { until, business, context };
}

/** Most events are told right after they happened, and then the past is enough. */
async function pastUntil(event: OrderEvent, orders: Notifying['orders']): Promise<Past> {
  const past = await orders.past(event);
  const isBefore = past.snapshot !== undefined && past.snapshot.sequence > event.sequence;
  const all = isBefore ? { entries: await orders.history(event) } : past;
  return { ...all, entries: all.entries.filter(({ sequence }) => sequence <= event.sequence) };
}

/** The order as it was right after the event. */
async function send(event: OrderEvent, action: OrderReply, { until, business, context }: Moment, ports: Notifying) {
  const order = showOrder(replay(ports.businesses[business], until));
  await ports.callbacks.send(
    unsolicited(context, messageIdOf(event), { action, order }, ports.self, lastTimes(until).writtenAt),
  );
}

/** The same event always has the same message id: whoever gets it twice can tell. */
function messageIdOf({ id }: OrderEvent): string {
  const hex = createHash('sha256').update(id).digest('hex');
  // Version 8 is the UUID of one's own making (RFC 9562 §5.8).
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}
