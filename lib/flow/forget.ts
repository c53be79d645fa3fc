import type { Context } from '../beckn/message.ts';
import { domainOf } from './change.ts';
import type { Entry } from './ports.ts';

/** The entry without the person that it tells of; forgetting twice is forgetting once. */
export function forget(entry: Entry): Entry {
  const events = entry.events.map(domainOf(entry).erase);
  return { ...entry, events, ...(entry.context && { context: withoutPlace(entry.context) }) };
}

/** Of an order that is running, people are still needed: to be called, to be paid back. */
export function isRunning(history: readonly Entry[]): boolean {
  const last = history.at(-1);
  return last !== undefined && domainOf(last).replay(history).isRunning();
}

/** Names and addresses in a context are those of platforms, but it says where somebody was. */
function withoutPlace({ received, ...context }: Context): Context {
  const { location, city, country, ...rest } = received;
  return { ...context, received: rest };
}
