import type { Order } from '../../domain/business.ts';
import type { Shown } from '../../language/shown.ts';
import type { OrderKey } from '../ports/orders.ts';
import type { Reads } from './action.ts';
import { settle } from './ask.ts';
import { keyOf } from './order-id.ts';
import { businessOf, lastTimes, orderIn, replay } from './past.ts';

/** The buyer's own order of that id, as it is now. */
export async function currentOrder(
  buyerId: string,
  orderId: string,
  ports: Pick<Reads, 'orders' | 'businesses'>,
): Promise<{ readonly key: OrderKey; readonly order: Order } | undefined> {
  const key = keyOf(buyerId, orderId);
  const order = key && (await orderOf(key, ports));
  return key && order && { key, order };
}

export const orderOf = async (
  key: OrderKey,
  { orders, businesses }: Pick<Reads, 'orders' | 'businesses'>,
): Promise<Order | undefined> => orderIn(await orders.past(key), businesses);

/** What is seen of an order with what a partner can tell of it right now; without an answer the history's last word stands. */
export async function lookAt(
  key: OrderKey,
  ports: Pick<Reads, 'orders' | 'businesses' | 'answers'>,
  at: number,
): Promise<{ readonly order: Shown; readonly writtenAt: number } | undefined> {
  const past = await ports.orders.past(key);
  const business = businessOf(past);
  if (business === undefined) return undefined;
  const order = await settle(replay(ports.businesses[business], past).look(), ports.answers, { key, business, at });
  return order && { order, writtenAt: lastTimes(past).writtenAt };
}
