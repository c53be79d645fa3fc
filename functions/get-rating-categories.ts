import { reads } from '../lib/aws/processes.ts';
import { receives } from '../lib/aws/receives.ts';
import type { Reading } from '../lib/flow/order/action.ts';

export const receive = receives('get_rating_categories');

export const getRatingCategories: Reading<'get_rating_categories'> = {
  answer: async (_request, { candidates }, { businesses }) => ({
    action: 'rating_categories',
    categories: [...new Set(candidates.flatMap((name) => businesses[name].ratingCategories))],
  }),
};

export const process = reads(getRatingCategories);
