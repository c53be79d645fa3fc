import { type MessageAttributeValue, SendMessageCommand } from '@aws-sdk/client-sqs';
import type { Parcel } from '../flow/ports/parcel.ts';
import { sqs } from './clients.ts';
import { textOf } from './work-queue.ts';

/** What a parked message keeps of its first life. With it, the message is the same work again after it was moved back (decision 60). */
export interface Past {
  /** ARN of the dead letter queue that it came from. */
  readonly from: string;
  /** The id that histories know it by. */
  readonly delivery: string;
  readonly group?: string;
}

export async function park(url: string, parcel: Parcel, { from, delivery, group }: Past): Promise<void> {
  const MessageAttributes = {
    from: textAttribute(from),
    delivery: textAttribute(delivery),
    ...(group !== undefined && { group: textAttribute(group) }),
  };
  await sqs().send(new SendMessageCommand({ QueueUrl: url, MessageBody: textOf(parcel), MessageAttributes }));
}

/** What a message keeps of its life before: on another queue, or in a slow lane. */
export type PastAttribute = 'from' | 'delivery' | 'group' | 'sent' | 'attempts';

export const textAttribute = (text: string): MessageAttributeValue => ({ DataType: 'String', StringValue: text });
