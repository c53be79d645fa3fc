import { setTimeout as sleep } from 'node:timers/promises';
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { sqs } from '../aws/clients.ts';

const PATIENCE_MILLISECONDS = 3000;
const PAUSE_MILLISECONDS = 150;
/** Between two queues, on a bus, a message is seen nowhere. */
const LOOKS = 3;

/** Waits until the queues have been worked off, or for a while if something keeps them busy. */
export const quiet = (queueUrls: readonly string[]) => async (): Promise<void> => {
  let empty = 0;
  for (const end = Date.now() + PATIENCE_MILLISECONDS; empty < LOOKS && Date.now() < end; ) {
    await sleep(PAUSE_MILLISECONDS);
    const waiting = await Promise.all(queueUrls.map(messagesOn));
    empty = waiting.every((count) => count === 0) ? empty + 1 : 0;
  }
};

async function messagesOn(queueUrl: string): Promise<number> {
  const { Attributes } = await sqs().send(
    new GetQueueAttributesCommand({
      QueueUrl: queueUrl,
      AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
    }),
  );
  return Object.values(Attributes ?? {}).reduce((sum, count) => sum + Number(count), 0);
}
