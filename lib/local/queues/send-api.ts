import * as z from 'zod';
import { AwsError, parseRequest } from '../endpoint/aws-error.ts';
import type { Queue, Queues, Sending } from './queues.ts';

/**
 * SendMessage and SendMessageBatch. The engine's own forget the message group on standard queues, and refuse the
 * characters beyond U+FFFF that SQS takes.
 */
export const sendActions = (queues: Queues) => ({
  SendMessage(body: unknown) {
    const { QueueUrl, ...entry } = parseRequest(SendMessage, body);
    const queue = find(queues, QueueUrl);
    const complaint = complaintOf(queue, entry);
    if (complaint !== undefined) throw complaint;
    return taken(queue, entry);
  },

  SendMessageBatch(body: unknown) {
    const { QueueUrl, Entries } = parseRequest(SendMessageBatch, body);
    const queue = find(queues, QueueUrl);
    if (new Set(Entries.map(({ Id }) => Id)).size < Entries.length)
      throw new AwsError('BatchEntryIdsNotDistinct', 'two entries have the same Id');
    if (Entries.reduce((bytes, entry) => bytes + Buffer.byteLength(entry.MessageBody), 0) > LARGEST_BATCH)
      throw new AwsError('BatchRequestTooLong', `a batch has at most ${LARGEST_BATCH} bytes`);
    const judged = Entries.map((entry) => ({ entry, complaint: complaintOf(queue, entry) }));
    const good = judged.filter(({ complaint }) => complaint === undefined);
    return {
      Successful: queues.together(() => good.map(({ entry }) => ({ Id: entry.Id, ...taken(queue, entry) }))),
      Failed: judged.flatMap(({ entry: { Id }, complaint }) =>
        complaint === undefined ? [] : [{ Id, Code: complaint.code, Message: complaint.message, SenderFault: true }],
      ),
    };
  },
});

const Entry = z.object({
  MessageBody: z.string().min(1),
  MessageGroupId: z.string().min(1).max(128).optional(),
  DelaySeconds: z.number().int().min(0).max(900).optional(),
  MessageAttributes: z
    .record(
      z.string(),
      z.object({ DataType: z.string(), StringValue: z.string().optional(), BinaryValue: z.string().optional() }),
    )
    .optional(),
});
type Entry = z.infer<typeof Entry>;
const SendMessage = Entry.extend({ QueueUrl: z.string() });
const SendMessageBatch = z.object({
  QueueUrl: z.string(),
  Entries: z
    .array(Entry.extend({ Id: z.string().regex(/^[\w-]{1,80}$/) }))
    .min(1)
    .max(10),
});

const LARGEST_BATCH = 1_048_576;
const GROUP = /^[!-~]*$/;
const UNSENDABLE = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;

function find(queues: Queues, url: string): Queue {
  const queue = queues.byUrl(url);
  if (queue !== undefined) return queue;
  throw new AwsError('QueueDoesNotExist', `there is no queue ${url}`);
}

function complaintOf({ waiting }: Queue, { MessageBody, MessageGroupId = '' }: Entry): AwsError | undefined {
  if (UNSENDABLE.test(MessageBody))
    return new AwsError('InvalidMessageContents', 'the body has characters that SQS does not take');
  if (!GROUP.test(MessageGroupId))
    return new AwsError('InvalidParameterValue', 'a group is named by ASCII letters, digits and punctuation');
  const limit = Number(waiting.attributes.MaximumMessageSize);
  return Buffer.byteLength(MessageBody) > limit
    ? new AwsError('InvalidParameterValue', `the message is longer than ${limit} bytes`)
    : undefined;
}

function taken(queue: Queue, entry: Entry) {
  const sending: Sending = {
    body: entry.MessageBody,
    group: entry.MessageGroupId,
    attributes: entry.MessageAttributes,
    delaySeconds: entry.DelaySeconds,
  };
  const { messageId, md5OfBody, md5OfMessageAttributes } = queue.send(sending);
  return {
    MessageId: messageId,
    MD5OfMessageBody: md5OfBody,
    ...(md5OfMessageAttributes !== '' && { MD5OfMessageAttributes: md5OfMessageAttributes }),
  };
}
