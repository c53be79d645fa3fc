import type { Businesses } from '../../domain/business.ts';
import type { Effect } from '../../domain/effects.ts';
import { businessOf } from '../order/past.ts';
import type { Entry } from '../ports/orders.ts';

/** All that had to follow from a history. */
export function effectsOf(history: readonly Entry[], businesses: Businesses): readonly Effect[] {
  const business = businessOf({ entries: history });
  if (business === undefined) return [];
  const events = history.flatMap((entry) => entry.events);
  return businesses[business].replay([]).after({ at: 0, events }).effects;
}
