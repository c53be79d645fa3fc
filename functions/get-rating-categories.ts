import { reads } from '../lib/aws/processes.ts';
import { receives } from '../lib/aws/receives.ts';

export const receive = receives('get_rating_categories');

export const process = reads<'get_rating_categories'>({
  answer: async (_request, { candidates }, { businesses }) => ({
    action: 'rating_categories',
    categories: [...new Set(candidates.flatMap((name) => businesses[name].ratingCategories))],
  }),
});
