import type { OrderKey } from './orders.ts';

/** Under which names orders can be found without their buyers: order ids, tickets, documents. */
export interface Names {
  /** From now on the order is found by this name too; saying it twice is saying it once. */
  add(name: string, key: OrderKey): Promise<void>;
  /** The orders of that name: two buyers may have made the same one. */
  find(name: string): Promise<readonly OrderKey[]>;
}
