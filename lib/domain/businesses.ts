import type { BusinessName } from '../language/business.ts';
import type { Business } from './business.ts';
import { evCharging } from './ev-charging/business.ts';

/** The only list of businesses. */
export const businesses: { readonly [Name in BusinessName]: Business } = {
  'ev-charging': evCharging,
};
