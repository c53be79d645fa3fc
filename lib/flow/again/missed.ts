import type { Businesses } from '../../domain/business.ts';
import { isAsking } from '../../domain/decision.ts';
import type { Carried } from '../../domain/life.ts';
import { caseIdOf, orderIdOf } from '../order/order-id.ts';
import { orderIn } from '../order/past.ts';
import type { Entry, OrderKey } from '../ports/orders.ts';
import type { Timer } from '../ports/timers.ts';
import { overdue } from './overdue.ts';

/** A message is tried for less than four hours: until then a timer may still be on its way (decision 70). */
const PATIENCE_MILLISECONDS = 4 * 3_600_000;

/** The timers that should have come long ago, and that the order would still do something about: a deadline passed, and nobody has noticed. */
export function missed(
  key: OrderKey,
  history: readonly Entry[],
  now: number,
  businesses: Businesses,
): readonly Timer[] {
  const order = orderIn({ entries: history }, businesses);
  const ids = { orderId: orderIdOf(key), caseId: caseIdOf(key) };
  return overdue(key, history, now - PATIENCE_MILLISECONDS, businesses).filter(({ purpose, at: due }) => {
    const passed: Carried = { type: 'Elapse', purpose, due, ...ids, at: now };
    const decision = order?.decide(passed);
    return decision !== undefined && (isAsking(decision) || (decision.events ?? []).length > 0);
  });
}
