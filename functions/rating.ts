import { changes } from '../lib/aws/processes.ts';
import { receives } from '../lib/aws/receives.ts';
import type { Changing } from '../lib/flow/order/action.ts';
import { isOrderId, orderKey, transactionKey } from '../lib/flow/order/order-id.ts';

export const receive = receives('rating');

export const rating: Changing<'rating'> = {
  // A rating may name the order, or only a provider or an item of the transaction's order.
  key(request) {
    const rated = request.ratings.find(({ id }) => isOrderId(id));
    return rated === undefined ? transactionKey(request) : orderKey(request, rated.id);
  },
  says: ({ ratings }) => ({ type: 'Rate', ratings }),
  reply: async (_order, _request, { key, links }) => ({
    action: 'on_rating',
    feedbackForm: { url: await links.form(key) },
  }),
};

export const process = changes(rating);
