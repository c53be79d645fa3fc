import { reads } from '../lib/aws/processes.ts';
import { receives } from '../lib/aws/receives.ts';

export const receive = receives('get_cancellation_reasons');

export const process = reads<'get_cancellation_reasons'>({
  answer: async (_request, { candidates }, { businesses }) => ({
    action: 'cancellation_reasons',
    reasons: candidates.flatMap((name) => businesses[name].cancellationReasons),
  }),
});
