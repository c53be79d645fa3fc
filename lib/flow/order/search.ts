import { heardBy } from '../../beckn/codec.ts';
import type { Context } from '../../beckn/message.ts';
import type { Query } from '../../language/query.ts';
import type { Found } from '../../language/shown.ts';
import type { Reads, When } from './action.ts';
import { settle } from './ask.ts';

const NOBODY = { buyerId: '', transactionId: '' };

interface Searching {
  readonly context: Context;
  readonly query: Query;
  /** So many places of each business at the most. */
  readonly most: number;
}

/** Asks all businesses that the context may mean what they offer. */
export const findOffers = (
  { context, query, most }: Searching,
  { at, candidates }: Pick<When, 'at' | 'candidates'>,
  { catalogues, answers }: Pick<Reads, 'catalogues' | 'answers'>,
): Promise<readonly Found[]> =>
  Promise.all(
    candidates.map(async (business) => {
      const stock = await catalogues.stock(business);
      const found = stock.search({ query, wanted: heardBy(context, business).wanted(query), at, most });
      return settle(found, answers, { key: NOBODY, business, at });
    }),
  );
