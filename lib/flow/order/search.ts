import { heardBy } from '../../beckn/codec.ts';
import type { Context, ReplyBody } from '../../beckn/message.ts';
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

/** What a buyer can look through; the rest is for a narrower search. */
const MOST_PLACES = 200;

/** As much of what is found as its reply has room for. */
export async function findFitting<Reply extends ReplyBody>(
  asked: Omit<Searching, 'most'>,
  when: When,
  ports: Pick<Reads, 'catalogues' | 'answers'>,
  replyWith: (found: readonly Found[]) => Reply,
): Promise<Reply> {
  for (let most = MOST_PLACES; ; most = Math.floor(most / 2)) {
    const reply = replyWith(await findOffers({ ...asked, most }, when, ports));
    if (most <= 1 || when.fits(reply)) return reply;
  }
}

/** Asks all businesses that the context may mean what they offer. */
export const findOffers = (
  { context, query, most }: Searching,
  { at, candidates }: Pick<When, 'at' | 'candidates'>,
  { catalogues, answers }: Pick<Reads, 'catalogues' | 'answers'>,
): Promise<readonly Found[]> =>
  Promise.all(
    candidates.map(async (business) => {
      const { id: buyerId } = context.buyer;
      const stock = await catalogues.stock(business);
      const found = stock.search({
        query,
        wanted: heardBy(context, business).wanted(query),
        at,
        most,
        buyerId,
      });
      return settle(found, answers, { key: NOBODY, business, at });
    }),
  );
