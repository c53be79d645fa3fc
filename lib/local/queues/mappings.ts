import { namesOfFunctions } from '../functions/called.ts';
import { EventSourceMapping } from '../template/kinds/functions.ts';
import type { Plan } from '../template/plan.ts';
import type { Mapping } from './event-source.ts';
import type { Queues } from './queues.ts';

/** Which function works off which queue. */
export function mappingsOf(plan: Plan, queues: Queues): readonly Mapping[] {
  const nameOf = namesOfFunctions(plan);
  return plan
    .all(EventSourceMapping)
    .filter(({ properties }) => properties.Enabled)
    .map(({ id, properties }) => {
      const queue = queues.byArn(properties.EventSourceArn);
      const functionName = nameOf(properties.FunctionName);
      if (queue === undefined)
        throw new Error(`mapping ${id}: ${properties.EventSourceArn} is not a queue of the templates`);
      if (functionName === undefined)
        throw new Error(`mapping ${id}: ${properties.FunctionName} is not a function of the templates`);
      return {
        queue,
        functionName,
        batchSize: properties.BatchSize,
        windowMs: properties.MaximumBatchingWindowInSeconds * 1000,
        concurrency: properties.ScalingConfig?.MaximumConcurrency ?? DEFAULT_CONCURRENCY,
        partialFailures: properties.FunctionResponseTypes.includes('ReportBatchItemFailures'),
      };
    });
}

/** With which Lambda starts to poll a queue. */
const DEFAULT_CONCURRENCY = 5;
