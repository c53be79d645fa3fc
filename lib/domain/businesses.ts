import type { BusinessName } from '../language/business.ts';
import type { Business } from './business.ts';
import { evCharging } from './ev-charging/business.ts';

/** The only list of businesses. */
export const businesses = {
  'ev-charging': evCharging,
} as const satisfies { readonly [Name in BusinessName]: Business };
