import * as z from 'zod';
import type { Circle, Gps } from '../../../language/place.ts';
import { Decimal } from './decimal.ts';
import { type Leaf, optional, required } from './leaf.ts';
import { Id, Prose, textOf } from './text.ts';

const LONGEST_TEXT = 64;
const LARGEST_RADIUS_METERS = 5_000_000;
const DEFAULT_RADIUS_METERS = 10_000;

const position = /^([+-]?\d{1,2}(?:\.\d{1,20})?),\s*([+-]?\d{1,3}(?:\.\d{1,20})?)$/;
const metersPer: ReadonlyMap<string, number> = new Map([
  ['km', 1000],
  ['kms', 1000],
  ['kilometer', 1000],
  ['kilometers', 1000],
  ['kilometre', 1000],
  ['kilometres', 1000],
  ['m', 1],
  ['meter', 1],
  ['meters', 1],
  ['metre', 1],
  ['metres', 1],
  ['mi', 1609.344],
  ['mile', 1609.344],
  ['miles', 1609.344],
]);

const Position: Leaf<Gps> = {
  expected: 'latitude and longitude in degrees, such as "12.97,77.59"',
  read: (received) => {
    if (typeof received !== 'string' || received.length > LONGEST_TEXT) return undefined;
    const [, lat, lon] = position.exec(received.trim()) ?? [];
    const gps = { lat: Number(lat), lon: Number(lon) };
    return Math.abs(gps.lat) <= 90 && Math.abs(gps.lon) <= 180 ? gps : undefined;
  },
};

const MetersPerUnit: Leaf<number> = {
  expected: 'km, m or mi',
  read: (received) => metersPer.get(textOf(received)?.trim().toLowerCase() ?? ''),
};

const Radius = z
  .preprocess(
    (received) => (typeof received === 'object' ? received : { value: received }),
    z.object({ value: required(Decimal), unit: optional(MetersPerUnit) }),
  )
  .transform(({ value, unit = 1000 }, context): number => {
    const meters = Number(value) * unit;
    if (meters > 0 && meters <= LARGEST_RADIUS_METERS) return meters;
    context.addIssue(`a radius above 0 and at most ${LARGEST_RADIUS_METERS / 1000} km`);
    return z.NEVER;
  });

const circle = { gps: optional(Position), radius: Radius.nullish() };

export const Place = z
  .object({ ...circle, circle: z.object(circle).nullish(), id: optional(Id), address: optional(Prose) })
  .transform(({ id, address, ...place }) => ({ id, address, gps: place.gps, near: nearOf(place) }));

interface Written {
  readonly gps?: Gps;
  readonly radius?: number | null;
}

/** The radius stands beside the position or around it. */
function nearOf({ gps, radius, circle }: Written & { circle?: Written | null }): Circle | undefined {
  const center = circle?.gps ?? gps;
  return center && { center, radiusMeters: circle?.radius ?? radius ?? DEFAULT_RADIUS_METERS };
}
