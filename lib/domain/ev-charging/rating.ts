import type { Rated } from '../business.ts';
import type { Provider } from './offers.ts';

/** What a rating of the catalogue weighs that does not say how many ratings it sums up. */
const BROUGHT = 10;

/** A provider's rating with what customers have said since; undefined where nobody has said anything. */
export function ratingOf(
  { rating, ratingCount = BROUGHT }: Pick<Provider, 'rating' | 'ratingCount'>,
  { count, total }: Rated = { count: 0, total: 0 },
): string | undefined {
  if (count === 0) return rating;
  const brought = rating === undefined ? 0 : ratingCount;
  const mean = (Number(rating ?? 0) * brought + total / 100) / (brought + count);
  return mean.toFixed(1);
}
