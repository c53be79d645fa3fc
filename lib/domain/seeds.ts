import type { BusinessName } from '../language/business.ts';
import { seededProviders } from './ev-charging/seed.ts';

/** What a new network sells. */
export const seeds: { readonly [Name in BusinessName]: readonly { readonly id: string }[] } = {
  'ev-charging': seededProviders,
};
