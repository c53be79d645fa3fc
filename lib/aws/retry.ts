import { ChangeMessageVisibilityCommand } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import { secondsUntilRetry } from './backoff.ts';
import { sqs } from './clients.ts';
import { type Delivery, isFrom } from './delivery.ts';
import { describe, log } from './log.ts';

/** What becomes of a message that failed: it comes back by itself, or another one has taken its place. */
export type Retry = (
  record: SQSRecord,
  delivery: Delivery,
  error: unknown,
) => Promise<'comes back' | 'goes on elsewhere'>;

/** Makes a failed message visible again after its backoff instead of the queue's long visibility timeout. */
export const comeBack: Retry = async ({ receiptHandle }, delivery) => {
  const url = process.env.QUEUE_URL;
  if (url === undefined || !isFrom(url, delivery)) return 'comes back';
  await sqs()
    .send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: url,
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: secondsUntilRetry(delivery.receiveCount),
      }),
    )
    .catch((error) => log('WARN', 'backoff not set', { error: describe(error) }));
  return 'comes back';
};
