import { reads } from '../lib/aws/processes.ts';
import { receives } from '../lib/aws/receives.ts';
import { presentProvider } from '../lib/flow/present.ts';
import { findOffers } from '../lib/flow/search.ts';
import { queryIn } from '../lib/flow/wish.ts';

export const receive = receives('search');

export const process = reads<'search'>({
  async answer({ intent }, when, ports) {
    const providers = await findOffers(queryIn(intent, when.at), when, ports);
    return {
      action: 'on_search',
      catalog: { descriptor: { name: 'Beckn Energy' }, providers: providers.map(presentProvider) },
    };
  },
});
