import { Duration } from 'aws-cdk-lib';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { all } from './access.ts';
import type { PlatformFunction } from './platform-function.ts';
import { sendTo, takeFrom, WorkQueue, workOff } from './work-queue.ts';

export interface SlowLaneProps {
  readonly worker: PlatformFunction;
  readonly deadLetters: PlatformFunction;
  readonly maxConcurrency: number;
}

/** A second queue of a function, for what failed at first: there it waits delayed, and not in flight (decision 71). */
export class SlowLane extends Construct {
  readonly work: WorkQueue;

  constructor(scope: Construct, id: string, { worker, deadLetters, maxConcurrency }: SlowLaneProps) {
    super(scope, id);
    this.work = new WorkQueue(this, 'Work', { worker, deadLetters, lateAfter: LATE_AFTER });
    const { queue, deadLetterQueue } = this.work;
    worker.use(
      all(this.work.sendAs('SLOW_QUEUE_URL'), sendTo(deadLetterQueue, 'SLOW_DEAD_LETTERS_URL'), {
        statements: [takeFrom(queue)],
      }),
    );
    workOff(this, queue, worker, maxConcurrency);
    // What the function sends to itself is bounded by its attempts; Lambda would end it after some sixteen of them.
    const { defaultChild } = worker.function.node;
    if (defaultChild instanceof CfnFunction) defaultChild.recursiveLoop = 'Allow';
  }
}

/** The longest delay, and as much again. */
const LATE_AFTER = Duration.minutes(30);
