import { queryIn } from '../../language/query.ts';
import type { Reading } from './action.ts';
import { findFitting } from './search.ts';

/** Who names a provider and no item wants to see what there is: nothing is ordered by that, and nothing is written down. */
export const providerShown: Reading<'select'> = {
  async answer({ context, order }, when, ports) {
    const reply = await findFitting({ context, query: queryIn(order) }, when, ports, (found) => ({
      action: 'on_select',
      offered: found.find(({ providers }) => providers.length > 0) ?? { business: when.candidates[0], providers: [] },
    }));
    if (reply.offered.providers.length > 0) return reply;
    const { providerId } = order;
    const stocks = await Promise.all(when.candidates.map((business) => ports.catalogues.stock(business)));
    return stocks.some((stock) => stock.offerOf(providerId) !== undefined)
      ? refusal('fulfillment-unknown', `provider ${providerId} has nothing that fits: ask for less, or name an item`)
      : refusal('provider-unknown', `provider ${providerId} is not in the catalogue`);
  },
};

const refusal = (reason: 'fulfillment-unknown' | 'provider-unknown', message: string) => ({
  refusal: { reason, message },
});
