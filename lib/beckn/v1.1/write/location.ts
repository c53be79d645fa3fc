import type { Circle, Gps } from '../../../language/place.ts';
import type { ShownPlace } from '../../../language/shown.ts';

const PLACES = 6;

export const writeLocation = ({ id, gps, mapUrl, address, area }: ShownPlace) => ({
  id,
  gps: gps && writeGps(gps),
  map_url: mapUrl,
  address,
  circle: area && writeCircle(area),
});

const writeCircle = ({ center, radiusMeters }: Circle) => ({
  gps: writeGps(center),
  radius: { value: String(Math.round(radiusMeters) / 1000), unit: 'km' },
});

/** To a tenth of a metre; small numbers would otherwise be written with an exponent. */
export const writeGps = ({ lat, lon }: Gps): string => `${Number(lat.toFixed(PLACES))},${Number(lon.toFixed(PLACES))}`;
