import { DeleteQueueCommand, GetQueueAttributesCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sqs } from '../../lib/aws/clients.ts';
import { reportParcel } from '../../lib/flow/order/reported.ts';
import { parked } from '../../lib/upkeep/parked.ts';
import { redrive } from '../../lib/upkeep/redrive.ts';
import { key } from '../flow/story.ts';
import { requesting } from '../ports/parcels.ts';
import { createQueue, startQueues, take } from '../ports/sqs.ts';
import { deployed, run } from './operating.ts';

let queues: Awaited<ReturnType<typeof startQueues>>;
beforeAll(async () => {
  queues = await startQueues();
});
afterAll(() => queues.stop());

const arnOf = async (QueueUrl: string) => {
  const asked = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] });
  return (await sqs().send(asked)).Attributes?.QueueArn ?? '';
};

async function workQueue() {
  const deadLetters = await createQueue();
  const deadLetterTargetArn = await arnOf(deadLetters);
  const url = await createQueue({ RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: '5' }) });
  return { url, deadLetters, deadLettersArn: deadLetterTargetArn, name: (await arnOf(url)).split(':').at(-1) ?? '' };
}

let work: Awaited<ReturnType<typeof workQueue>>;
let other: Awaited<ReturnType<typeof workQueue>>;
let parkedUrl: string;
let stage: ReturnType<typeof deployed>;
let deadLetters: typeof import('../../functions/dead-letters.ts').process;

beforeAll(async () => {
  [parkedUrl, work, other] = await Promise.all([createQueue(), workQueue(), workQueue()]);
  stage = deployed({ ParkedQueueUrl: parkedUrl }, [
    parkedUrl,
    ...[work, other].flatMap((one) => [one.url, one.deadLetters]),
  ]);
  Object.assign(process.env, { PARKED_QUEUE_URL: parkedUrl });
  deadLetters = (await import('../../functions/dead-letters.ts')).process;
});

beforeEach(async () => {
  await Promise.all([parkedUrl, work.url, other.url].map(take));
  queues.sent.splice(0);
});

const record = (body: object, messageId: string, more: Partial<SQSRecord> = {}): SQSRecord => ({
  messageId,
  receiptHandle: messageId,
  body: JSON.stringify(body),
  attributes: {
    ApproximateReceiveCount: '1',
    SentTimestamp: '1800000000000',
    SenderId: 'test',
    ApproximateFirstReceiveTimestamp: '1800000000000',
    MessageGroupId: 'rider.example',
  },
  messageAttributes: {},
  md5OfBody: '',
  eventSource: 'aws:sqs',
  eventSourceARN: work.deadLettersArn,
  awsRegion: 'us-east-1',
  ...more,
});

/** As Lambda hands dead letters to the function. */
async function giveUp(...Records: readonly SQSRecord[]) {
  const answer = await deadLetters({ Records: [...Records] }, Object({}));
  expect(answer).toEqual({ batchItemFailures: [] });
}

const report = (transactionId = 'trip-1') => {
  const about = { key: { buyerId: 'rider.example', transactionId } };
  const command = { type: 'ReportPayment', paymentId: 'p-1', outcome: 'paid', amount: 100 };
  const { group: _, ...parcel } = reportParcel('payments', { about, command }, 'rider.example');
  return parcel;
};
const request = requesting('confirm', 'm-1', { order: { billing: { name: 'Asha' } } });

async function takeWhole(QueueUrl: string) {
  const { Messages = [] } = await sqs().send(
    new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'] }),
  );
  return Messages;
}

describe('a parked message', () => {
  test('is listed with its queue, its kind and its transaction, and with nothing that a customer wrote', async () => {
    await giveUp(record(request, 'm-1'), record(report(), 'm-2'));
    const { lines, isWell } = await run(parked, stage);
    expect(isWell).toBe(true);
    const seen = { parked: work.name, gone: false, ageSeconds: expect.any(Number), delivery: expect.any(String) };
    expect(lines).toContainEqual({ ...seen, kind: 'request confirm', transaction: key.transactionId });
    expect(lines).toContainEqual({ ...seen, kind: 'report payments', transaction: 'trip-1' });
    expect(lines).toHaveLength(3);
    expect(JSON.stringify(lines)).not.toContain('Asha');
  });

  test('can be listed again and moved right after it was listed', async () => {
    await giveUp(record(report(), 'm-1'));
    for (const _ of [1, 2]) expect((await run(parked, stage)).last).toEqual({ listed: 1 });
    expect((await run(redrive, stage, '--yes')).last).toEqual({ moved: 1, failed: 0, gone: 0 });
  });

  test('stays where it is without --yes', async () => {
    await giveUp(record(report(), 'm-1'));
    const { lines } = await run(redrive, stage);
    expect(lines).toEqual([
      { wouldMoveTo: work.name, kind: 'report payments', transaction: 'trip-1' },
      { dryRun: true, wouldMove: 1, gone: 0 },
    ]);
    expect(await take(work.url)).toEqual([]);
    expect(await take(parkedUrl)).toEqual([report()]);
  });

  test('stays where it is when nobody knows the queue that was named', async () => {
    await giveUp(record(report(), 'm-1'));
    const { isWell, lines } = await run(redrive, stage, '--from', 'misspelt', '--yes');
    expect(isWell).toBe(false);
    expect(lines).toMatchObject([{ unknown: 'misspelt' }]);
    expect(await take(parkedUrl)).toEqual([report()]);
  });

  test('goes back with its group and the id that histories know it by', async () => {
    await giveUp(record(report(), 'first-life'));
    queues.sent.splice(0);
    await run(redrive, stage, '--yes');
    expect(queues.sent.flatMap(({ entries }) => entries.map(({ MessageGroupId }) => MessageGroupId))).toEqual([
      'rider.example',
    ]);
    const [moved] = await takeWhole(work.url);
    expect(JSON.parse(moved?.Body ?? '')).toEqual(report());
    expect(moved?.MessageAttributes?.delivery?.StringValue).toBe('first-life');
    expect(await take(parkedUrl)).toEqual([]);
  });

  test('keeps that id when it fails once more', async () => {
    const messageAttributes = {
      delivery: { dataType: 'String', stringValue: 'first-life', stringListValues: [], binaryListValues: [] },
    };
    await giveUp(record(report(), 'second-life', { messageAttributes }));
    await run(redrive, stage, '--yes');
    const [moved] = await takeWhole(work.url);
    expect(moved?.MessageAttributes?.delivery?.StringValue).toBe('first-life');
  });

  test('of a buyer is kept as it came, and its buyer is told nothing: only its function knows what has happened', async () => {
    await giveUp(record(request, 'm-1'));
    expect(queues.sent.map(({ entries }) => entries.length)).toEqual([1]);
    expect(await take(parkedUrl)).toEqual([request]);
  });

  test('whose queue is gone is kept, and said to be', async () => {
    const gone = await workQueue();
    await giveUp(record(report(), 'm-1', { eventSourceARN: gone.deadLettersArn }), record(report(), 'm-2'));
    await sqs().send(new DeleteQueueCommand({ QueueUrl: gone.url }));
    const { lines, last, isWell } = await run(redrive, stage, '--yes');
    expect(isWell).toBe(false);
    expect(last).toEqual({ moved: 1, failed: 0, gone: 1 });
    expect(lines).toContainEqual(expect.objectContaining({ kept: 'its queue is no longer there' }));
    expect(await take(parkedUrl)).toEqual([report()]);
  });
});

describe('many parked messages', () => {
  const many = (count: number, from: string) =>
    Array.from({ length: count }, (_, index) =>
      record(report(`trip-${index}`), `m-${index}`, { eventSourceARN: from }),
    );

  test('are moved however many pages they take', async () => {
    await giveUp(...many(37, work.deadLettersArn));
    expect((await run(parked, stage)).last).toEqual({ listed: 37 });
    expect((await run(redrive, stage, '--yes')).last).toMatchObject({ moved: 37 });
    expect(await take(work.url)).toHaveLength(37);
    expect(await take(parkedUrl)).toEqual([]);
  });

  test('are moved from one queue alone, and as many as asked for', async () => {
    await giveUp(...many(15, work.deadLettersArn), ...many(15, other.deadLettersArn));
    expect((await run(redrive, stage, '--from', other.name, '--limit', '12', '--yes')).last).toMatchObject({
      moved: 12,
    });
    expect(await take(work.url)).toEqual([]);
    expect(await take(other.url)).toHaveLength(12);
    expect((await run(parked, stage)).last).toEqual({ listed: 18 });
  });

  test('are listed up to a limit, and all are there afterwards', async () => {
    await giveUp(...many(25, work.deadLettersArn));
    expect((await run(parked, stage, '--limit', '12')).last).toEqual({ listed: 12 });
    expect(await take(parkedUrl)).toHaveLength(25);
  });
});
