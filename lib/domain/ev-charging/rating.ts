import type { Rated } from '../business.ts';
import type { Provider } from './offers.ts';
import { isOrder, type OrderState, type State } from './state.ts';

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

/** Who got something, paid for something, or was let down: what is booked and given back costs nothing, and weighs nothing. */
export const hasVoice = (state: State): state is OrderState => {
  if (!isOrder(state) || state.stage !== 'cancelled') return state.stage === 'charging' || state.stage === 'ended';
  const { confirmedAt, cancellation, purse } = state;
  if (confirmedAt === undefined) return false;
  return (purse.settled?.charged ?? 0) > 0 || (cancellation.by === 'provider' && cancellation.reason.id !== 'no_show');
};
