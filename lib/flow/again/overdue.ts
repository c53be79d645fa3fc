import type { Businesses } from '../../domain/business.ts';
import type { Entry, OrderKey } from '../ports/orders.ts';
import type { Outgoing } from '../ports/parcel.ts';
import type { Timer } from '../ports/timers.ts';
import { effectsOf } from './effects-of.ts';

/** By these a history knows a timer. */
export const TIMERS = 'timers';

export const timerDelivery = ({ purpose, at }: Pick<Timer, 'purpose' | 'at'>): string => `${purpose}-${at}`;

/** A timer as it comes back when it is due. */
export const timerParcel = (timer: Timer): Outgoing<Timer> => ({
  kind: 'timer',
  subject: { action: timer.purpose, transactionId: timer.key.transactionId },
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
  const timers = effectsOf(history, businesses).flatMap((effect) =>
    effect.kind === 'timer' && effect.at <= now ? { key, purpose: effect.purpose, at: effect.at } : [],
  );
  const heard = new Set(history.filter(({ cause }) => cause.action === TIMERS).map(({ cause }) => cause.delivery));
  return timers.filter((timer) => !heard.has(timerDelivery(timer)));
}
