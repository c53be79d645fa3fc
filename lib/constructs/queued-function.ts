import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { allow } from './access.ts';
import { PlatformFunction, type PlatformFunctionProps } from './platform-function.ts';
import { takeFrom, WorkQueue, type WorkQueueProps, workOff } from './work-queue.ts';

export interface QueuedFunctionProps extends PlatformFunctionProps, Omit<WorkQueueProps, 'worker'> {
  /** How many batches are worked on at a time, at the most. */
  readonly maxConcurrency: number;
}

/** A function and the queue that it works off, where each message of a batch succeeds or fails alone. */
export class QueuedFunction extends PlatformFunction {
  readonly work: WorkQueue;

  constructor(scope: Construct, id: string, props: QueuedFunctionProps) {
    const { deadLetters, maxConcurrency } = props;
    super(scope, id, { timeout: Duration.seconds(30), memorySize: 1024, ...props });
    this.work = new WorkQueue(this, 'Work', { worker: this, deadLetters });
    const { queue } = this.work;
    // A message that failed is put back by the function itself, for as long as its backoff says.
    this.use({
      environment: { QUEUE_URL: queue.queueUrl },
      statements: [takeFrom(queue), allow(queue.queueArn, 'sqs:ChangeMessageVisibility')],
    });
    workOff(this, queue, this, maxConcurrency);
  }
}
