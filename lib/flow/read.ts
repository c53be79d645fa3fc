import type { Order } from '../domain/domain.ts';
import type { SessionReading } from '../domain/order/needs.ts';
import type { Reads } from './action.ts';
import { domainOf } from './change.ts';
import { keyOf } from './order-id.ts';
import type { OrderKey } from './ports.ts';

/** The buyer's own order of that id, as it is now. */
export async function currentOrder(
  buyerId: string,
  orderId: string,
  ports: Pick<Reads, 'orders'>,
): Promise<Order | undefined> {
  const key = keyOf(buyerId, orderId);
  return key === undefined ? undefined : orderOf(key, ports);
}

export async function orderOf(key: OrderKey, { orders }: Pick<Reads, 'orders'>): Promise<Order | undefined> {
  const history = await orders.history(key);
  const last = history.at(-1);
  return last === undefined ? undefined : domainOf(last).replay(history);
}

/** What the charge point says right now; without it the history's last word stands. */
export async function liveReading(
  order: Order | undefined,
  { chargePoints }: Pick<Reads, 'chargePoints'>,
): Promise<SessionReading | undefined> {
  const session = order?.session();
  return session === undefined ? undefined : chargePoints.session(session).catch(() => undefined);
}
