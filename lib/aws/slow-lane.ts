import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { PutOff } from '../flow/out/left-alone.ts';
import { ATTEMPTS, secondsUntilRetry } from './backoff.ts';
import { sqs } from './clients.ts';
import { isFrom } from './delivery.ts';
import { readEnv } from './env.ts';
import { describe, log } from './log.ts';
import { textAttribute } from './parked.ts';
import { comeBack, type Retry } from './retry.ts';

/** After these a message leaves for the slow lane. They take seconds, in which it is in flight. */
const QUICK_ATTEMPTS = 3;

/**
 * Puts what failed on a queue of its own, where it waits with a delay: what is delayed is not in flight, of which a queue
 * has only so many (decision 71). After as many attempts as any message has, it is among the dead letters of that queue.
 * Dying between the sending and the deletion makes two of it; its receiver knows them by their message id.
 */
export const slowLane: Retry = async (record, delivery, error) => {
  const { SLOW_QUEUE_URL: url, SLOW_DEAD_LETTERS_URL: deadLetters } = readEnv(
    'SLOW_QUEUE_URL',
    'SLOW_DEAD_LETTERS_URL',
  );
  const attempts = error instanceof PutOff ? Math.max(delivery.receiveCount, QUICK_ATTEMPTS) : delivery.receiveCount;
  if (attempts < QUICK_ATTEMPTS && !isFrom(url, delivery)) return comeBack(record, delivery, error);
  const isOver = attempts >= ATTEMPTS;
  try {
    await sqs().send(
      new SendMessageCommand({
        QueueUrl: isOver ? deadLetters : url,
        MessageBody: record.body,
        MessageGroupId: delivery.group,
        DelaySeconds: isOver ? 0 : secondsUntilRetry(attempts),
        MessageAttributes: {
          delivery: textAttribute(delivery.id),
          sent: textAttribute(String(delivery.sentAt)),
          attempts: textAttribute(String(attempts)),
        },
      }),
    );
    return 'goes on elsewhere';
  } catch (unsent) {
    log('WARN', 'slow lane not reached', { delivery: delivery.id, error: describe(unsent) });
    return comeBack(record, delivery, error);
  }
};
