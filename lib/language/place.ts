export interface Gps {
  readonly lat: number;
  readonly lon: number;
}

/** Where somebody is to be found: at least one of both. */
export interface Place {
  readonly gps?: Gps;
  readonly address?: string;
}

export interface Circle {
  readonly center: Gps;
  readonly radiusMeters: number;
}

const EARTH_RADIUS_METERS = 6_371_008.8;

export function distanceMeters(from: Gps, to: Gps): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const halfLat = Math.sin(radians(to.lat - from.lat) / 2);
  const halfLon = Math.sin(radians(to.lon - from.lon) / 2);
  const chord = halfLat ** 2 + Math.cos(radians(from.lat)) * Math.cos(radians(to.lat)) * halfLon ** 2;
  return 2 * EARTH_RADIUS_METERS * Math.asin(Math.min(1, Math.sqrt(chord)));
}
