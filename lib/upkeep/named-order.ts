import { nameStore } from '../aws/name-store.ts';
import { ordersNamed } from '../flow/order/staff.ts';
import type { OrderKey } from '../flow/ports/orders.ts';
import { UsageError } from './command.ts';
import type { Deployment } from './deployment.ts';

/** The order of that id, whoever bought it; two buyers may have made the same id. */
export async function keyFor({ order, buyer, transaction = '' }: Named, deployment: Deployment): Promise<OrderKey> {
  if (order === undefined) return { buyerId: buyer ?? '', transactionId: transaction };
  const found = await ordersNamed({ order, buyer }, nameStore(deployment.output('NamesTable')));
  const [key, ...others] = found;
  if (key === undefined) throw new UsageError(`--order: there is no order ${order}`);
  if (others.length > 0)
    throw new UsageError(`--buyer: one of ${found.map(({ buyerId }) => buyerId).join(', ')} was expected`);
  return key;
}

interface Named {
  readonly order?: string;
  readonly buyer?: string;
  readonly transaction?: string;
}
