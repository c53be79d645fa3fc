import { createHash } from 'node:crypto';
import { SendMessageBatchCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import type { Parcel } from '../flow/ports/parcel.ts';
import type { Queue } from '../flow/ports/queue.ts';
import { TooLarge } from '../flow/ports/too-large.ts';
import { sqs } from './clients.ts';
import { together } from './together.ts';

const MOST_MESSAGES = 10;
const MOST_BYTES = 200_000;

/** SQS takes 1,048,576 with all attributes: there is room for those that a dead letter gets when it is parked. */
const MOST_MESSAGE_BYTES = 1_047_000;

/** A queue whose messages are sent one by one, each known to be taken when it returns. */
export const workQueue = <Body>(url: string): Queue<Body> => ({
  async send({ group, ...parcel }) {
    await sqs().send(
      new SendMessageCommand({ QueueUrl: url, MessageBody: textOf(parcel), MessageGroupId: groupName(group) }),
    );
  },
});

/** The same, where many messages become ready at once: those of one moment go in one request. */
export function batchingQueue<Body>(url: string): Queue<Body> {
  const send = together<{ readonly text: string; readonly group: string }, 'taken'>(
    async (messages) => {
      const { Failed = [] } = await sqs().send(
        new SendMessageBatchCommand({
          QueueUrl: url,
          Entries: messages.map(({ text, group }, index) => ({
            Id: String(index),
            MessageBody: text,
            MessageGroupId: groupName(group),
          })),
        }),
      );
      const failed = new Map(
        Failed.map(({ Id, Code }) => [Number(Id), new Error(`the queue did not take a message: ${Code}`)]),
      );
      return messages.map((_, index) => failed.get(index) ?? 'taken');
    },
    { most: MOST_MESSAGES, mostSize: MOST_BYTES, size: ({ text }) => Buffer.byteLength(text) },
  );
  return {
    async send({ group, ...parcel }) {
      await send({ text: textOf(parcel), group });
    },
  };
}

/** A parcel as it travels. */
export function textOf({ kind, subject, body }: Parcel): string {
  const text = JSON.stringify({ kind, subject, body });
  const bytes = Buffer.byteLength(text);
  if (bytes > MOST_MESSAGE_BYTES) throw new TooLarge('a message for a queue', bytes, MOST_MESSAGE_BYTES);
  return text;
}

const GROUP = /^[!-~]{1,128}$/;

/** SQS takes ASCII letters, digits and punctuation as the name of a group; whatever else a name has, it stays its own. */
const groupName = (group: string): string =>
  GROUP.test(group) ? group : createHash('sha256').update(group).digest('hex');
