import { ChangeMessageVisibilityCommand } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import { backoff, jittered } from './backoff.ts';
import { sqs } from './clients.ts';
import { describe, log } from './log.ts';

/** In seconds: up to a quarter of an hour. */
export const RETRIES = { first: 1, longest: 900 } as const;

/** Makes a failed message visible again after its backoff instead of the queue's long visibility timeout. */
export async function delayRetry(record: SQSRecord, receiveCount: number): Promise<void> {
  const queueUrl = process.env.QUEUE_URL;
  if (queueUrl === undefined) return;
  await sqs()
    .send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: queueUrl,
        ReceiptHandle: record.receiptHandle,
        VisibilityTimeout: Math.ceil(jittered(backoff(RETRIES, receiveCount))),
      }),
    )
    .catch((error) => log('WARN', 'backoff not set', { error: describe(error) }));
}
