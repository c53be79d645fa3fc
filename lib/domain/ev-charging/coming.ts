import { distanceMeters, type Place } from '../../language/place.ts';
import { type Refused, refuse } from '../decision.ts';
import { comesToCustomer, type Fulfillment } from './offers.ts';
import type { Terms } from './terms.ts';

/** Why this cannot be had at that place; undefined where it can. An address alone tells no distance. */
export function tooFar(fulfillment: Fulfillment, place: Place | undefined): string | undefined {
  const { id, serviceArea } = fulfillment;
  if (!comesToCustomer(fulfillment) || serviceArea === undefined || place?.gps === undefined) return undefined;
  const { center, radiusKm } = serviceArea;
  const km = distanceMeters(center, place.gps) / 1000;
  if (km <= radiusKm) return undefined;
  return `this place is ${Math.ceil(km)} km from ${center.lat},${center.lon}: fulfillment ${id} comes to places within ${radiusKm} km of there`;
}

export const lacksPlace = ({ offer, place }: Terms): boolean =>
  comesToCustomer(offer.fulfillment) && place === undefined;

export const refuseNowhere = ({ id }: Fulfillment): Refused =>
  refuse(
    'not-allowed',
    `fulfillment ${id} comes to the customer: name the gps or the address of the place where it begins`,
  );
