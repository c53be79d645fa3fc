import { Duration } from 'aws-cdk-lib';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Construct } from 'constructs';
import { PlatformFunction, type PlatformFunctionProps } from './platform-function.ts';
import { WorkQueue, type WorkQueueProps } from './work-queue.ts';

export interface QueuedFunctionProps extends PlatformFunctionProps, Omit<WorkQueueProps, 'worker'> {
  /** How many batches are worked on at a time, at the most. */
  readonly maxConcurrency?: number;
}

/** A function and the queue that it works off, where each message of a batch succeeds or fails alone. */
export class QueuedFunction extends PlatformFunction {
  readonly work: WorkQueue;

  constructor(scope: Construct, id: string, props: QueuedFunctionProps) {
    const { deadLetters, attempts, maxConcurrency = 50 } = props;
    super(scope, id, { timeout: Duration.seconds(30), memorySize: 1024, ...props });
    this.work = new WorkQueue(this, 'Work', { worker: this, deadLetters, attempts });
    this.use({ environment: { QUEUE_URL: this.work.queue.queueUrl } });
    this.function.addEventSource(
      new SqsEventSource(this.work.queue, { batchSize: 10, reportBatchItemFailures: true, maxConcurrency }),
    );
  }
}
