import type { BusinessName } from '../language/business.ts';
import type { Identified } from './business.ts';
import { seededProviders } from './ev-charging/seed.ts';

/** What a new network sells. */
export const seeds: { readonly [Name in BusinessName]: readonly (Identified & Readonly<Record<string, unknown>>)[] } = {
  'ev-charging': seededProviders,
};
