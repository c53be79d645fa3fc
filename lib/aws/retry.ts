import { ChangeMessageVisibilityCommand } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import { sqs } from './clients.ts';
import { describe, log } from './log.ts';

const FIRST_SECONDS = 1;
const LONGEST_SECONDS = 900;

/** Seconds until the next attempt: doubled each time, up to a quarter of an hour. */
export const backoff = (receiveCount: number): number =>
  Math.min(LONGEST_SECONDS, FIRST_SECONDS * 2 ** Math.max(0, receiveCount - 1));

/** Makes a failed message visible again after its backoff instead of the queue's long visibility timeout. */
export async function delayRetry(record: SQSRecord, receiveCount: number): Promise<void> {
  const queueUrl = process.env.QUEUE_URL;
  if (queueUrl === undefined) return;
  await sqs()
    .send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: queueUrl,
        ReceiptHandle: record.receiptHandle,
        VisibilityTimeout: backoff(receiveCount),
      }),
    )
    .catch((error) => log('WARN', 'backoff not set', { error: describe(error) }));
}
