import type { Context } from '../../beckn/message.ts';
import type { Businesses } from '../../domain/business.ts';
import { orderIn } from '../order/past.ts';
import type { Entry } from '../ports/orders.ts';

/** The entry without the person that it tells of; forgetting twice is forgetting once. */
export function forget(entry: Entry, businesses: Businesses): Entry {
  const events = entry.events.map(businesses[entry.business].erase);
  return { ...entry, events, ...(entry.context && { context: withoutPlace(entry.context) }) };
}

/** Of an order that is running, people are still needed: to be called, to be paid back. */
export const isRunning = (entries: readonly Entry[], businesses: Businesses): boolean =>
  orderIn({ entries }, businesses)?.standing().isRunning ?? false;

/** Names and addresses in a context are those of platforms, but it says where somebody was. */
function withoutPlace({ received, ...context }: Context): Context {
  const { location, city, country, ...rest } = received;
  return { ...context, received: rest };
}
