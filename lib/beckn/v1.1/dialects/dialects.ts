import type { BusinessName } from '../../../language/business.ts';
import { charging } from './charging.ts';
import type { Dialect } from './dialect.ts';

/** How this version speaks of each business. */
export const dialects: { readonly [B in BusinessName]: Dialect<B> } = {
  'ev-charging': charging,
};
