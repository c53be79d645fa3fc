import type { Order } from '../domain/business.ts';
import type { Shown } from '../language/shown.ts';
import type { Reads } from './action.ts';
import { settle } from './ask.ts';
import { keyOf } from './order-id.ts';
import type { OrderKey } from './ports.ts';
import { businessOf } from './whose.ts';

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

export async function orderOf(
  key: OrderKey,
  { orders, businesses }: Pick<Reads, 'orders' | 'businesses'>,
): Promise<Order | undefined> {
  const history = await orders.history(key);
  const business = businessOf(history);
  return business && businesses[business].replay(history);
}

/** What is seen of an order with what a partner can tell of it right now; without an answer the history's last word stands. */
export async function lookAt(
  key: OrderKey,
  ports: Pick<Reads, 'orders' | 'businesses' | 'answers'>,
): Promise<Shown | undefined> {
  const history = await ports.orders.history(key);
  const business = businessOf(history);
  if (business === undefined) return undefined;
  const { at = 0 } = history.at(-1) ?? {};
  return settle(ports.businesses[business].replay(history).look(), ports.answers, { key, business, at });
}
