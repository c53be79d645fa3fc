import type { Effect } from '../domain/effects.ts';
import type { Businesses } from './action.ts';
import type { Entry } from './ports.ts';
import { businessOf } from './whose.ts';

/** All that had to follow from a history. */
export function effectsOf(history: readonly Entry[], businesses: Businesses): readonly Effect[] {
  const business = businessOf(history);
  if (business === undefined) return [];
  const events = history.flatMap((entry) => entry.events);
  return businesses[business].replay([]).after({ at: 0, events }).effects;
}
