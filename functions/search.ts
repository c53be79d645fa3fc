import { reads } from '../lib/aws/processes.ts';
import { receives } from '../lib/aws/receives.ts';
import type { Reading } from '../lib/flow/order/action.ts';
import { findOffers } from '../lib/flow/order/search.ts';

export const receive = receives('search');

/** What a buyer can look through; the rest is for a narrower search. */
const MOST_PLACES = 200;

export const search: Reading<'search'> = {
  async answer(request, when, ports) {
    for (let most = MOST_PLACES; ; most = Math.floor(most / 2)) {
      const found = await findOffers({ ...request, most }, when, ports);
      const reply = { action: 'on_search', found } as const;
      if (most <= 1 || when.fits(reply)) return reply;
    }
  },
};

export const process = reads(search);
