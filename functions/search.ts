import { reads } from '../lib/aws/processes.ts';
import { receives } from '../lib/aws/receives.ts';
import type { Reading } from '../lib/flow/action.ts';
import { findOffers } from '../lib/flow/search.ts';

export const receive = receives('search');

export const search: Reading<'search'> = {
  answer: async (request, when, ports) => ({ action: 'on_search', found: await findOffers(request, when, ports) }),
};

export const process = reads(search);
