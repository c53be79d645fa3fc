import type { SQSRecord } from 'aws-lambda';
import type { PastAttribute } from './parked.ts';

/**
 * How a message came: `sentAt` is when a queue got it first, `id` the queue's own, of its first life where it was moved,
 * and `receiveCount` how often it was tried, on all queues that it was moved to by itself.
 */
export interface Delivery {
  readonly id: string;
  readonly sentAt: number;
  readonly receiveCount: number;
  readonly group?: string;
  /** ARN of the queue that it came from. */
  readonly queue: string;
}

export function deliveryOf({ messageId, attributes, messageAttributes, eventSourceARN }: SQSRecord): Delivery {
  const past = (name: PastAttribute) => messageAttributes[name]?.stringValue;
  return {
    id: past('delivery') ?? messageId,
    sentAt: Number(past('sent') ?? attributes.SentTimestamp),
    receiveCount: Number(past('attempts') ?? 0) + Number(attributes.ApproximateReceiveCount),
    group: attributes.MessageGroupId,
    queue: eventSourceARN,
  };
}

/** URLs and ARNs of queues end with the same name. */
export const isFrom = (url: string, { queue }: Pick<Delivery, 'queue'>): boolean =>
  url.split('/').at(-1) === queue.split(':').at(-1);
