import type { Order } from '../domain/business.ts';
import type { Businesses } from './action.ts';
import type { Outgoing } from './parcel.ts';
import type { Entry, OrderKey, Timer } from './ports.ts';

/** By this a history knows a timer. */
export const timerDelivery = ({ purpose, at }: Pick<Timer, 'purpose' | 'at'>): string => `${purpose}-${at}`;

/** A timer as it comes back when it is due. */
export const timerParcel = (timer: Timer): Outgoing<Timer> => ({
  kind: 'timer',
  subject: { action: 'timers', transactionId: timer.key.transactionId },
  body: timer,
  group: timer.key.buyerId,
});

/** The timers that a history has set and that should have fired by now, and have left no trace; whether they still matter is for the order to say. */
export function overdue(
  key: OrderKey,
  history: readonly Entry[],
  now: number,
  businesses: Businesses,
): readonly Timer[] {
  const timers: Timer[] = [];
  let order: Order | undefined;
  for (const entry of history) {
    const next = (order ?? businesses[entry.business].replay([])).after(entry);
    for (const effect of next.effects)
      if (effect.kind === 'timer' && effect.at <= now) timers.push({ key, purpose: effect.purpose, at: effect.at });
    order = next.order;
  }
  const heard = new Set(history.filter(({ cause }) => cause.action === 'timers').map(({ cause }) => cause.delivery));
  return timers.filter((timer) => !heard.has(timerDelivery(timer)));
}
