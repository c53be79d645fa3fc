import * as z from 'zod';
import { type Self, showOrder, unsolicited } from '../out/reply.ts';
import type { Entry, OrderKey } from '../ports/orders.ts';
import type { Reads } from './action.ts';
import { orderIdOf } from './order-id.ts';
import { contextIn, orderIn } from './past.ts';
import { isRefused } from './refused.ts';
import { legalFor } from './staff.ts';

interface Looking extends Pick<Reads, 'orders' | 'businesses'> {
  readonly self: Self;
}

/** An order as staff sees it: as its buyer does, with where it stands and how it came there. Undefined where there is none. */
export async function lookAsStaff(key: OrderKey, { orders, businesses, self }: Looking) {
  const entries = await orders.history(key);
  const order = orderIn({ entries }, businesses);
  const context = contextIn({ entries });
  const business = entries.findLast(({ events }) => !events.every(isRefused))?.business;
  if (order?.shown()?.id === undefined || context === undefined || business === undefined) return undefined;
  const seen = unsolicited(
    context,
    context.messageId,
    { action: 'on_status', order: showOrder(order) },
    self,
    self.now(),
  );
  const { message } = Written.parse(JSON.parse(seen.body.body));
  return {
    order_id: orderIdOf(key),
    buyer: key.buyerId,
    domain: business,
    state: order.standing().stage,
    legal: legalFor(order.legal()),
    order: message.order,
    history: entries.map(lineOf),
  };
}

/** A callback that shows an order. */
const Written = z.object({ message: z.object({ order: z.looseObject({}) }) });

const lineOf = ({ at, cause, events }: Entry) => ({
  at: new Date(at).toISOString(),
  by: cause.action,
  events: events.filter((event) => !isRefused(event)).map(({ type }) => type),
  refused: events.find(isRefused)?.refusal.message,
});
