import type { Businesses } from './business.ts';
import { evCharging } from './ev-charging/business.ts';

/** The only list of businesses. */
export const businesses: Businesses = {
  'ev-charging': evCharging,
};
