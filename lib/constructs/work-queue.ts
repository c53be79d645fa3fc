import { Duration } from 'aws-cdk-lib';
import { Policy } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption, type QueueProps } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { ATTEMPTS } from '../aws/backoff.ts';
import type { EnvName } from '../aws/env.ts';
import { type Access, allow } from './access.ts';
import { alarmAbove } from './alarm.ts';
import { DEAD_LETTERS_AT_A_TIME } from './concurrency.ts';
import type { PlatformFunction } from './platform-function.ts';

export interface WorkQueueProps {
  /** Works off the queue. */
  readonly worker: PlatformFunction;
  /** Parks what the worker could not do. */
  readonly deadLetters: PlatformFunction;
  /** How old a message may become before somebody is told: five minutes if nothing is said. */
  readonly lateAfter?: Duration;
}

/** A queue, its dead letters with their consumer, and the alarms of both. */
export class WorkQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetterQueue: Queue;

  constructor(scope: Construct, id: string, props: WorkQueueProps) {
    super(scope, id);
    const { worker, deadLetters, lateAfter = Duration.minutes(5) } = props;
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
    this.consume(deadLetters);
    this.watch(lateAfter.toSeconds());
  }

  sendAs(name: EnvName): Access {
    return sendTo(this.queue, name);
  }

  /** In the queue's scope: the consumer may belong to a stack that this one depends on. */
  private consume(deadLetters: PlatformFunction): void {
    const statements = [takeFrom(this.deadLetterQueue)];
    const policy = new Policy(this, 'DeadLettersPolicy', { roles: [deadLetters.role], statements });
    const mapping = workOff(this, this.deadLetterQueue, deadLetters, DEAD_LETTERS_AT_A_TIME, 'DeadLettersMapping');
    mapping.node.addDependency(policy);
  }

  private watch(lateSeconds: number): void {
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
      lateSeconds,
      `A message waits for more than ${lateSeconds} s: its function fails, is throttled, or cannot keep up.`,
    );
    alarmAbove(
      this,
      'InFlightAlarm',
      this.queue.metricApproximateNumberOfMessagesNotVisible(worst),
      HALF_OF_ALL_IN_FLIGHT,
      'So many messages have failed and wait to be tried again that soon the queue hands out no others.',
    );
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

/** Hands the messages of a queue to a function, where each of a batch succeeds or fails alone. */
export const workOff = (
  scope: Construct,
  queue: Queue,
  { live: target }: PlatformFunction,
  maxConcurrency: number,
  id = 'Mapping',
): EventSourceMapping =>
  new EventSourceMapping(scope, id, {
    target,
    eventSourceArn: queue.queueArn,
    batchSize: 10,
    reportBatchItemFailures: true,
    maxConcurrency,
  });

/** A queue has at most 120,000 messages in flight. */
const HALF_OF_ALL_IN_FLIGHT = 60_000;
const worst = { period: Duration.minutes(1), statistic: 'Maximum' };
