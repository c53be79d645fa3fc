import { type IEventBus, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import { contracts } from '../../events/contracts.ts';
import type { Contract, Target } from '../../events/order-event.ts';
import type { WorkQueue } from './work-queue.ts';

export interface EventSubscriptionProps {
  readonly bus: IEventBus;
  readonly target: Target;
  readonly work: WorkQueue;
}

/** Brings the events of every contract that names the target to its queue (decision 9). */
export class EventSubscription extends Construct {
  constructor(scope: Construct, id: string, { bus, target, work }: EventSubscriptionProps) {
    super(scope, id);
    const patterns = Object.values<Readonly<Record<string, Contract>>>(contracts)
      .flatMap((spoken) => Object.values(spoken))
      .filter((contract) => contract.target === target)
      .map(({ pattern }) => pattern);
    new Rule(this, 'Rule', {
      eventBus: bus,
      eventPattern: {
        source: distinct(patterns.flatMap(({ source }) => source)),
        detailType: distinct(patterns.flatMap((pattern) => pattern['detail-type'])),
      },
      targets: [new SqsQueue(work.queue, { deadLetterQueue: work.deadLetterQueue })],
    });
  }
}

const distinct = (values: readonly string[]) => [...new Set(values)].sort();
