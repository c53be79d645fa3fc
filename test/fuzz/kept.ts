import { isDeepStrictEqual } from 'node:util';
import type { Order } from '../../lib/domain/business.ts';
import { businesses } from '../../lib/domain/businesses.ts';
import type { Committed } from '../../lib/flow/order/commit.ts';
import { nameOf } from '../../lib/flow/order/order-id.ts';
import type { Scene } from './scene.ts';

/** Whether an order that is read again, from a snapshot or from its whole history, is the one that was decided. */
export async function keptAmiss(committed: Committed | undefined, scene: Scene): Promise<readonly string[]> {
  if (committed?.added !== true) return [];
  const { key, entry, after } = committed;
  const whole = businesses[entry.business].replay(scene.world.histories.get(nameOf(key)) ?? []);
  const { state } = after;
  return [
    ...(isWhole(state) ? [] : [`${nameOf(key)} has a number that is none: ${JSON.stringify(state)}`]),
    ...(isSame(after, whole) ? [] : [`${nameOf(key)} is another one by its history: ${JSON.stringify(state)}`]),
    ...(isSame(after, await scene.order(key)) ? [] : [`${nameOf(key)} is another one when it is read again`]),
  ];
}

/** Nothing but refusals make no order for who reads them. */
const NEW = { stage: 'new' };

/** Fields may stand in another order. */
function isSame(one: Order, other: Order | undefined): boolean {
  const [said, again] = [JSON.stringify(one.state), JSON.stringify(other?.state ?? NEW)];
  return said === again || isDeepStrictEqual(JSON.parse(said), JSON.parse(again));
}

function isWhole(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  return typeof value !== 'object' || value === null || Object.values(value).every(isWhole);
}
