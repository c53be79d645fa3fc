import { reads } from '../lib/aws/processes.ts';
import { receives } from '../lib/aws/receives.ts';
import type { Reading } from '../lib/flow/order/action.ts';
import { findFitting } from '../lib/flow/order/search.ts';

export const receive = receives('search');

export const search: Reading<'search'> = {
  answer: (request, when, ports) =>
    findFitting(request, when, ports, (found) => ({ action: 'on_search', found }) as const),
};

export const process = reads(search);
