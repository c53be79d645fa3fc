import type { Context } from '../../beckn/message.ts';
import type { Businesses } from '../../domain/business.ts';
import { ERASED } from '../../domain/personal.ts';
import { orderIn } from '../order/past.ts';
import { isRefused, type Refused, refusedEvent } from '../order/refused.ts';
import type { Entry } from '../ports/orders.ts';

/** The entry without the person that it tells of; forgetting twice is forgetting once. */
export function forget(entry: Entry, businesses: Businesses): Entry {
  const events = entry.events.map((event) =>
    isRefused(event) ? withoutWords(event) : businesses[entry.business].erase(event),
  );
  return { ...entry, events, ...(entry.context && { context: withoutPlace(entry.context) }) };
}

/** Of an order that is running, people are still needed: to be called, to be paid back. */
export const isRunning = (entries: readonly Entry[], businesses: Businesses): boolean =>
  orderIn({ entries }, businesses)?.standing().isRunning ?? false;

/** A refusal may repeat what the buyer had named. */
const withoutWords = ({ refusal: { reason } }: Refused): Refused => refusedEvent({ reason, message: ERASED });

/** Names and addresses in a context are those of platforms, but it says where somebody was. */
function withoutPlace({ received, ...context }: Context): Context {
  const { location, city, country, ...rest } = received;
  return { ...context, received: rest };
}
