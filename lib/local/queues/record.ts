import type { SQSRecord } from 'aws-lambda';
import type { Queue, Received } from './queues.ts';

/** A message as Lambda hands it to a function. */
export const recordOf = ({ arn }: Queue, { receipt, message }: Received): SQSRecord => ({
  messageId: message.messageId,
  receiptHandle: receipt,
  body: message.body,
  attributes: {
    ApproximateReceiveCount: String(message.approximateReceiveCount),
    SentTimestamp: String(message.sentTimestamp),
    SenderId: 'local',
    ApproximateFirstReceiveTimestamp: String(message.approximateFirstReceiveTimestamp),
    ...(message.messageGroupId !== undefined && { MessageGroupId: message.messageGroupId }),
  },
  messageAttributes: Object.fromEntries(
    Object.entries(message.messageAttributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
      name,
      {
        dataType: DataType,
        stringValue: StringValue,
        binaryValue: BinaryValue,
        stringListValues: [],
        binaryListValues: [],
      },
    ]),
  ),
  md5OfBody: message.md5OfBody,
  eventSource: 'aws:sqs',
  eventSourceARN: arn,
  awsRegion: arn.split(':')[3] ?? '',
});
