import * as z from 'zod';
import type { Place as Spot } from '../../../language/place.ts';
import type { Window } from '../../../language/window.ts';
import { Duration } from './duration.ts';
import { list, optional } from './leaf.ts';
import { MomentOfDay } from './moment.ts';
import { Place } from './place.ts';
import { Name } from './text.ts';

const Time = z.object({
  timestamp: optional(MomentOfDay),
  range: z.object({ start: optional(MomentOfDay), end: optional(MomentOfDay) }).nullish(),
  duration: optional(Duration),
});

const Stop = z.object({ type: optional(Name), location: Place.nullish(), time: Time.nullish() });
type Stop = z.infer<typeof Stop>;

export const Stops = list(Stop).transform((stops) => ({
  window: windowOf(stops),
  place: placeOf(stops),
  locationIds: stops.flatMap(({ location }) => location?.id ?? []),
  near: stops.find(({ location }) => location?.near)?.location?.near,
}));

/**
 * A point in time goes before a range, which beside one is only its tolerance; an end goes before a duration.
 * A stop without a type may be both ends.
 */
function windowOf(stops: readonly Stop[]): Window | undefined {
  const starts = stops.filter(({ type }) => isStart(type));
  const ends = stops.filter(({ type }) => type === undefined || type.toLowerCase() === 'end');
  const start = momentOf(starts[0], 'start');
  const last = ends.at(-1);
  const said = last === starts[0] ? undefined : momentOf(last, 'end');
  const milliseconds = starts[0]?.time?.duration ?? last?.time?.duration;
  if (start && !said && milliseconds !== undefined) return { start, milliseconds };
  const end = said ?? starts[0]?.time?.range?.end;
  return start || end ? { start, end } : undefined;
}

/** Where it begins; who names only one place may have written it on any stop. */
function placeOf(stops: readonly Stop[]): Spot | undefined {
  const told = stops.flatMap(({ type, location }) => {
    const place = { gps: location?.gps, address: location?.address?.trim() || undefined };
    return (place.gps ?? place.address) === undefined ? [] : [{ place, isStart: isStart(type) }];
  });
  return (told.find((one) => one.isStart) ?? told[0])?.place;
}

const isStart = (type: string | undefined) => type === undefined || type.toLowerCase() === 'start';

const momentOf = (stop: Stop | undefined, side: 'start' | 'end') => stop?.time?.timestamp ?? stop?.time?.range?.[side];
