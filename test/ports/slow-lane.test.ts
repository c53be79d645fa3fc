import { ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { sqs } from '../../lib/aws/clients.ts';
import type { Delivery } from '../../lib/aws/delivery.ts';
import { queue } from '../../lib/aws/entry.ts';
import { slowLane } from '../../lib/aws/slow-lane.ts';
import { textOf } from '../../lib/aws/work-queue.ts';
import { PutOff } from '../../lib/flow/out/left-alone.ts';
import { NotOurs } from '../../lib/flow/ports/not-ours.ts';
import { createQueue, outgoing, startQueues } from './sqs.ts';

const arnOf = (url: string) => `arn:aws:sqs:us-east-1:000000000000:${url.split('/').at(-1)}`;
const PATIENT = { VisibilityTimeout: '300' };

let queues: Awaited<ReturnType<typeof startQueues>>;
let [main, slow, dead] = ['', '', ''];
beforeAll(async () => {
  queues = await startQueues();
});
afterAll(() => queues.stop());
beforeEach(async () => {
  for (const method of ['log', 'warn', 'error'] as const) vi.spyOn(console, method).mockReturnValue();
  [main, slow, dead] = await Promise.all([createQueue(PATIENT), createQueue(PATIENT), createQueue(PATIENT)]);
  Object.assign(process.env, { STAGE: 'local', QUEUE_URL: main, SLOW_QUEUE_URL: slow, SLOW_DEAD_LETTERS_URL: dead });
  queues.sent.splice(0);
});

const BODY = { text: 'ठीक है' };

/** What is on a queue, as Lambda hands it over. */
async function received(url: string): Promise<readonly SQSRecord[]> {
  const asked = { QueueUrl: url, MessageAttributeNames: ['All'] };
  const { Messages = [] } = await sqs().send(
    new ReceiveMessageCommand({ ...asked, MessageSystemAttributeNames: ['All'], MaxNumberOfMessages: 10 }),
  );
  return Messages.map(({ MessageId = '', ReceiptHandle = '', Body = '', Attributes = {}, MessageAttributes = {} }) =>
    record(url, {
      messageId: MessageId,
      receiptHandle: ReceiptHandle,
      body: Body,
      attributes: {
        ApproximateReceiveCount: Attributes.ApproximateReceiveCount ?? '',
        SentTimestamp: Attributes.SentTimestamp ?? '',
        SenderId: '',
        ApproximateFirstReceiveTimestamp: '',
        MessageGroupId: 'rider.example',
      },
      messageAttributes: Object.fromEntries(
        Object.entries(MessageAttributes).map(([name, { StringValue }]) => [
          name,
          { dataType: 'String', stringValue: StringValue },
        ]),
      ),
    }),
  );
}

/** The same, once there is something. */
const arrived = (url: string) =>
  vi.waitFor(async () => (await received(url))[0] ?? expect.fail('nothing has come'), 10_000);

const record = (url: string, more: Partial<SQSRecord>): SQSRecord => ({
  messageId: 'm-1',
  receiptHandle: 'none',
  body: textOf(outgoing(BODY)),
  attributes: {
    ApproximateReceiveCount: '1',
    SentTimestamp: '1800000000000',
    SenderId: '',
    ApproximateFirstReceiveTimestamp: '',
    MessageGroupId: 'rider.example',
  },
  messageAttributes: {},
  md5OfBody: '',
  eventSource: 'aws:sqs',
  eventSourceARN: arnOf(url),
  awsRegion: 'us-east-1',
  ...more,
});

/** As it comes from the slow lane after so many attempts. */
const slowly = (attempts: number) =>
  record(slow, {
    messageAttributes: {
      delivery: { dataType: 'String', stringValue: 'first-life' },
      sent: { dataType: 'String', stringValue: '1700000000000' },
      attempts: { dataType: 'String', stringValue: String(attempts) },
    },
  });

const receivedFor = (count: number) => {
  const plain = record(main, {});
  return { ...plain, attributes: { ...plain.attributes, ApproximateReceiveCount: String(count) } };
};

/** What a function that always fails leaves behind of it. */
async function fail(one: SQSRecord, error: Error = new NotOurs('nobody is there')) {
  const seen: { body: unknown; delivery: Delivery }[] = [];
  const work = queue<unknown>(async (body, delivery) => {
    seen.push({ body, delivery });
    throw error;
  }, slowLane);
  const { batchItemFailures } = await work({ Records: [one] }, Object({}));
  return { seen, failed: batchItemFailures.map(({ itemIdentifier }) => itemIdentifier) };
}

const sentTo = (url: string) =>
  queues.sent.flatMap(({ entries }) => entries).filter((entry) => 'QueueUrl' in entry && entry.QueueUrl === url);

test('what fails at first comes back by itself, in seconds', async () => {
  await sqs().send(new SendMessageCommand({ QueueUrl: main, MessageBody: textOf(outgoing(BODY)) }));
  const [first] = await received(main);
  expect((await fail(first ?? expect.fail())).failed).toEqual([first?.messageId]);
  const second = await arrived(main);
  expect(second.messageId).toBe(first?.messageId);
  expect((await fail(second)).failed).toEqual([first?.messageId]);
  expect(sentTo(slow)).toEqual([]);
});

test('at the third attempt it leaves its queue for the slow lane, where it is delayed', async () => {
  const { failed } = await fail(receivedFor(3));
  expect(failed).toEqual([]);
  expect(await received(slow)).toEqual([]);
  expect(sentTo(slow)).toEqual([
    expect.objectContaining({ MessageBody: textOf(outgoing(BODY)), MessageGroupId: 'rider.example' }),
  ]);
});

test('in the slow lane it is the same work, with its id, its group, its first time and its attempts', async () => {
  await fail(receivedFor(3));
  const { seen } = await fail(await arrived(slow));
  expect(seen).toEqual([
    {
      body: BODY,
      delivery: { id: 'm-1', sentAt: 1_800_000_000_000, receiveCount: 4, group: 'rider.example', queue: arnOf(slow) },
    },
  ]);
  const onwards = sentTo(slow).at(-1);
  expect(onwards).toMatchObject({
    MessageBody: textOf(outgoing(BODY)),
    MessageAttributes: {
      delivery: { StringValue: 'm-1' },
      sent: { StringValue: '1800000000000' },
      attempts: { StringValue: '4' },
    },
  });
});

test('there each delay is longer than the one before, up to a quarter of an hour', async () => {
  for (let attempts = 3; attempts < 23; attempts++) expect((await fail(slowly(attempts))).failed).toEqual([]);
  const delays = sentTo(slow).map((entry) => Number(Object(entry).DelaySeconds));
  expect(delays).toHaveLength(20);
  for (const [index, delay] of delays.entries()) {
    const longest = Math.min(900, 2 ** (index + 3));
    expect(delay).toBeGreaterThanOrEqual(longest / 2);
    expect(delay).toBeLessThanOrEqual(longest);
  }
});

test('after 24 attempts it is a dead letter, at once and with its past', async () => {
  expect((await fail(slowly(23))).failed).toEqual([]);
  expect(sentTo(slow)).toEqual([]);
  const [parked] = await received(dead);
  expect(parked?.body).toBe(textOf(outgoing(BODY)));
  expect(parked?.messageAttributes).toMatchObject({ delivery: { stringValue: 'first-life' } });
});

test('a receiver that is left alone is not waited for on the first queue', async () => {
  expect((await fail(receivedFor(1), new PutOff('later'))).failed).toEqual([]);
  expect(sentTo(slow)).toMatchObject([{ MessageAttributes: { attempts: { StringValue: '3' } } }]);
});

test('nothing is deleted before the slow lane has it', async () => {
  process.env.SLOW_QUEUE_URL = `${slow}-of-nobody`;
  expect((await fail(receivedFor(3))).failed).toEqual(['m-1']);
  process.env.SLOW_DEAD_LETTERS_URL = `${dead}-of-nobody`;
  expect((await fail(slowly(23))).failed).toEqual(['m-1']);
});
