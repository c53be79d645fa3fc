import { Duration } from 'aws-cdk-lib';
import { Policy } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption, type QueueProps } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { EnvName } from '../aws/env.ts';
import { type Access, allow } from './access.ts';
import { alarmAbove } from './alarm.ts';
import { DEAD_LETTERS_AT_A_TIME } from './concurrency.ts';
import type { PlatformFunction } from './platform-function.ts';

export interface WorkQueueProps {
  /** Works off the queue. */
  readonly worker: PlatformFunction;
  /** Answers and parks what the worker could not do. */
  readonly deadLetters: PlatformFunction;
}

/** With the backoff between them they last for hours: what fails for an afternoon needs no person (decision 81). */
const ATTEMPTS = 24;

/** A queue, its dead letters with their consumer, and the alarms of both. */
export class WorkQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetterQueue: Queue;

  constructor(scope: Construct, id: string, { worker, deadLetters }: WorkQueueProps) {
    super(scope, id);
    this.deadLetterQueue = new Queue(
      this,
      'DeadLetterQueue',
      secured({ visibilityTimeout: visibilityFor(deadLetters) }),
    );
    this.queue = new Queue(
      this,
      'Queue',
      secured({
        visibilityTimeout: visibilityFor(worker),
        deadLetterQueue: { queue: this.deadLetterQueue, maxReceiveCount: ATTEMPTS },
      }),
    );
    consume(this, this.deadLetterQueue, deadLetters);
    alarmAbove(
      this,
      'DeadLettersAlarm',
      this.deadLetterQueue.metricApproximateNumberOfMessagesVisible(worst),
      0,
      'A message failed as often as it may, and the consumer of dead letters has not parked it yet.',
    );
    alarmAbove(
      this,
      'AgeAlarm',
      this.queue.metricApproximateAgeOfOldestMessage(worst),
      LATE_SECONDS,
      `A message waits for more than ${LATE_SECONDS} s: its function fails, is throttled, or cannot keep up.`,
    );
  }

  sendAs(name: EnvName): Access {
    return sendTo(this.queue, name);
  }
}

export const sendTo = (queue: Queue, name: EnvName): Access => ({
  environment: { [name]: queue.queueUrl },
  statements: [allow(queue.queueArn, 'sqs:SendMessage')],
});

/** What Lambda needs to take messages from a queue for a function. */
export const takeFrom = ({ queueArn }: Queue) =>
  allow(queueArn, 'sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes');

export const secured = (props: QueueProps): QueueProps => ({
  encryption: QueueEncryption.SQS_MANAGED,
  enforceSSL: true,
  // The largest request that is taken fits, however it is written down.
  maxMessageSizeBytes: 1_048_576,
  retentionPeriod: Duration.days(14),
  ...props,
});

/** Lambda asks for six times the function's timeout, so that a throttled batch is not handed out twice. */
const visibilityFor = ({ timeout }: PlatformFunction) => Duration.seconds(6 * timeout.toSeconds());

/** In the queue's scope: the consumer may belong to a stack that this one depends on. */
function consume(scope: Construct, queue: Queue, { role, live: target }: PlatformFunction) {
  const policy = new Policy(scope, 'DeadLettersPolicy', { roles: [role], statements: [takeFrom(queue)] });
  const mapping = new EventSourceMapping(scope, 'DeadLettersMapping', {
    target,
    eventSourceArn: queue.queueArn,
    batchSize: 10,
    reportBatchItemFailures: true,
    maxConcurrency: DEAD_LETTERS_AT_A_TIME,
  });
  mapping.node.addDependency(policy);
}

const LATE_SECONDS = 300;
const worst = { period: Duration.minutes(1), statistic: 'Maximum' };
