import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
} from '@aws-sdk/client-sqs';
import { sqs } from '../aws/clients.ts';
import type { Past } from '../aws/parked.ts';

export interface ParkedMessage {
  readonly id: string;
  readonly receipt: string;
  readonly body: string;
  readonly parkedAt: number;
  readonly past: Past;
}

const PAGE = 10;
/** Time for a page and for those before it: what is hidden longer than a run takes is missing in the next. */
const HIDDEN_SECONDS = 300;

/**
 * Hands over what lies on the parked queue, a page at a time, until `work` has had enough or there is nothing more. What
 * was not deleted by then is visible again at once; after a crash in between it is in five minutes.
 */
export async function eachParked(
  url: string,
  work: (page: readonly ParkedMessage[]) => Promise<'more' | 'enough'>,
): Promise<void> {
  const seen = new Map<string, string>();
  try {
    for (;;) {
      const received = await receive(url);
      const page = received.filter(({ id }) => !seen.has(id));
      for (const { id, receipt } of received) seen.set(id, receipt);
      // In a long run the first ones come into sight again.
      if (received.length === 0 || (page.length > 0 && (await work(page)) === 'enough')) return;
    }
  } finally {
    await show(url, [...seen.values()]);
  }
}

export async function deleteParked(url: string, { receipt }: ParkedMessage): Promise<void> {
  await sqs().send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: receipt }));
}

async function receive(url: string): Promise<readonly ParkedMessage[]> {
  const { Messages = [] } = await sqs().send(
    new ReceiveMessageCommand({
      QueueUrl: url,
      MaxNumberOfMessages: PAGE,
      VisibilityTimeout: HIDDEN_SECONDS,
      // An answer at once may leave out what lies on servers that were not asked.
      WaitTimeSeconds: 1,
      MessageAttributeNames: ['All'],
      MessageSystemAttributeNames: ['SentTimestamp'],
    }),
  );
  return Messages.map(read);
}

function read({ MessageId = '', ReceiptHandle = '', Body = '', Attributes, MessageAttributes: past }: Message) {
  return {
    id: MessageId,
    receipt: ReceiptHandle,
    body: Body,
    parkedAt: Number(Attributes?.SentTimestamp),
    past: {
      from: past?.from?.StringValue ?? '',
      delivery: past?.delivery?.StringValue ?? MessageId,
      group: past?.group?.StringValue,
    },
  };
}

/** What is gone meanwhile fails alone and does not matter. */
async function show(url: string, receipts: readonly string[]): Promise<void> {
  for (let from = 0; from < receipts.length; from += PAGE)
    await sqs().send(
      new ChangeMessageVisibilityBatchCommand({
        QueueUrl: url,
        Entries: receipts.slice(from, from + PAGE).map((ReceiptHandle, index) => ({
          Id: String(index),
          ReceiptHandle,
          VisibilityTimeout: 0,
        })),
      }),
    );
}
