import { reads } from '../lib/aws/processes.ts';
import { receives } from '../lib/aws/receives.ts';
import type { Reading } from '../lib/flow/order/action.ts';

export const receive = receives('get_cancellation_reasons');

export const getCancellationReasons: Reading<'get_cancellation_reasons'> = {
  answer: async (_request, { candidates }, { businesses }) => ({
    action: 'cancellation_reasons',
    reasons: candidates.flatMap((name) => businesses[name].cancellationReasons),
  }),
};

export const process = reads(getCancellationReasons);
