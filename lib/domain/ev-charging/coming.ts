import { type Refused, refuse } from '../decision.ts';
import { comesToCustomer, type Fulfillment } from './offers.ts';
import type { Terms } from './terms.ts';

export const lacksPlace = ({ offer, place }: Terms): boolean =>
  comesToCustomer(offer.fulfillment) && place === undefined;

export const refuseNowhere = ({ id }: Fulfillment): Refused =>
  refuse(
    'not-allowed',
    `fulfillment ${id} comes to the customer: name the gps or the address of the place where it begins`,
  );
