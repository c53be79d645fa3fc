import type { Gps } from '../../../language/place.ts';
import type { ShownPlace } from '../../../language/shown.ts';

const PLACES = 6;

export const writeLocation = ({ id, gps, mapUrl, address }: ShownPlace) => ({
  id,
  gps: gps && writeGps(gps),
  map_url: mapUrl,
  address,
});

/** To a tenth of a metre; small numbers would otherwise be written with an exponent. */
export const writeGps = ({ lat, lon }: Gps): string => `${Number(lat.toFixed(PLACES))},${Number(lon.toFixed(PLACES))}`;
