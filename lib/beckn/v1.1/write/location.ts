import type { Gps, Location } from '../../message.ts';

const PLACES = 6;

export const writeLocation = ({ id, gps, mapUrl, address }: Location) => ({
  id,
  gps: gps && writeGps(gps),
  map_url: mapUrl,
  address,
});

/** To a tenth of a metre; small numbers would otherwise be written with an exponent. */
export const writeGps = ({ lat, lon }: Gps): string => `${Number(lat.toFixed(PLACES))},${Number(lon.toFixed(PLACES))}`;
