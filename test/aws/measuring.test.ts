import { CreateQueueCommand } from '@aws-sdk/client-sqs';
import type { Context as LambdaContext, SQSEvent, SQSRecord } from 'aws-lambda';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { process as cancel } from '../../functions/cancel.ts';
import { process as giveUp } from '../../functions/dead-letters.ts';
import { sqs } from '../../lib/aws/clients.ts';
import { timerParcel } from '../../lib/flow/again/overdue.ts';
import { reportParcel } from '../../lib/flow/order/reported.ts';
import { partnerCallFor } from '../../lib/flow/out/call-partner.ts';
import type { Outgoing } from '../../lib/flow/ports/parcel.ts';
import { key } from '../flow/story.ts';
import { refund, requesting } from '../ports/parcels.ts';
import { createQueue, startQueues, take } from '../ports/sqs.ts';
import { startTables } from '../ports/tables.ts';

/** A function behind its queue, over tables and queues that are there: what it measures is what it writes. */

const stops: (() => Promise<void>)[] = [];
let callbacks = '';
const NOT_YET = 'callbacks-that-come-later';

beforeAll(async () => {
  stops.push(await startTables('dynalite'), (await startQueues()).stop);
  const parked = await createQueue();
  callbacks = parked.replace(/[^/]+$/, NOT_YET);
  Object.assign(process.env, {
    STAGE: 'sandbox',
    AWS_LAMBDA_FUNCTION_NAME: 'cancel',
    AWS_LAMBDA_FUNCTION_VERSION: '7',
    ORDERS_TABLE: 'Orders',
    SHAPE: 'shape',
    CALENDARS_TABLE: 'Calendars',
    CATALOGUE_TABLE: 'Catalogue',
    SUBSCRIBER_ID: 'bpp.example',
    PUBLIC_URL: 'https://bpp.example',
    CALLBACKS_QUEUE_URL: callbacks,
    PARKED_QUEUE_URL: parked,
  });
});
afterAll(async () => {
  for (const stop of stops) await stop();
});

const record = (messageId: string, receiveCount: number, body: unknown = cancelling(messageId)): SQSRecord => ({
  messageId,
  receiptHandle: messageId,
  body: JSON.stringify(body),
  attributes: {
    ApproximateReceiveCount: String(receiveCount),
    SentTimestamp: String(Date.now()),
    SenderId: 's',
    ApproximateFirstReceiveTimestamp: '1',
  },
  messageAttributes: {},
  md5OfBody: '',
  eventSource: 'aws:sqs',
  eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:work',
  awsRegion: 'us-east-1',
});

const cancelling = (messageId: string) => requesting('cancel', messageId, { orderId: 'order-t1' });

/** As it is on its queue. */
const sent = ({ group: _, ...parcel }: Outgoing) => parcel;

/** What the function makes of the messages, what it measures and what it logs. */
async function work(Records: readonly SQSRecord[], handler = cancel) {
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const logged = [vi.spyOn(console, 'log'), vi.spyOn(console, 'error')].map((one) => one.mockReturnValue());
  try {
    const event: SQSEvent = { Records: [...Records] };
    const result = await handler(event, {} as LambdaContext); // nothing of it is read
    return {
      failed: result.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier),
      lines: write.mock.calls.map(([text]) => JSON.parse(String(text))),
      log: logged.flatMap(({ mock }) => mock.calls.map(([text]) => JSON.parse(String(text)))),
    };
  } finally {
    vi.restoreAllMocks();
  }
}

test('a refusal is counted when it is written down, though its callback cannot be queued, and not again', async () => {
  const first = await work([record('m1', 1)]);
  expect(first.failed).toEqual(['m1']);
  expect(first.log).toMatchObject([{ event: 'message failed', transaction_id: 't1', message_id: 'm1' }]);
  expect(first.lines).toMatchObject([
    { service: 'beckn-energy-sandbox', code: '30010', RequestsRefused: 1 },
    { service: 'beckn-energy-sandbox', function: 'cancel', version: '7', Failures: 1 },
  ]);

  await sqs().send(new CreateQueueCommand({ QueueName: NOT_YET }));
  const again = await work([record('m1', 2)]);
  expect(again.failed).toEqual([]);
  expect(again.lines).toMatchObject([{ action: 'cancel', ProcessingTime: expect.any(Number) }]);
  expect(again.lines[0]).not.toHaveProperty('RequestsRefused');

  const twice = await work([record('m1', 3)]);
  expect(twice.lines).toHaveLength(1);
  expect(twice.lines[0]).not.toHaveProperty('RequestsRefused');
  expect(await take(callbacks)).toHaveLength(2);
});

test('a batch is told in one line for each set of dimensions', async () => {
  const { failed, lines } = await work([record('m2', 1), record('m3', 1)]);
  expect(failed).toEqual([]);
  expect(lines).toHaveLength(2);
  expect(lines).toContainEqual(expect.objectContaining({ code: '30010', RequestsRefused: [1, 1] }));
  expect(lines).toContainEqual(
    expect.objectContaining({
      _aws: expect.objectContaining({
        CloudWatchMetrics: [
          {
            Namespace: 'BecknEnergy',
            Dimensions: [['service', 'action']],
            Metrics: [{ Name: 'ProcessingTime', Unit: 'Milliseconds' }],
          },
        ],
      }),
      action: 'cancel',
      ProcessingTime: [expect.any(Number), expect.any(Number)],
    }),
  );
});

test.each<[string, unknown, object]>([
  ['a request', cancelling('m4'), { kind: 'request', action: 'cancel', message_id: 'm4' }],
  [
    'a callback',
    { kind: 'callback', subject: { action: 'on_cancel', transactionId: 't1', messageId: 'm' }, body: { body: '{}' } },
    { kind: 'callback', action: 'on_cancel', message_id: 'm' },
  ],
  ['a timer', sent(timerParcel({ key, purpose: 'payment', at: 1 })), { kind: 'timer', action: 'payment' }],
  [
    'an event as a rule puts it on a queue',
    { 'detail-type': 'PaymentCompleted', detail: { transactionId: 't1' } },
    { kind: 'event', action: 'PaymentCompleted' },
  ],
  ['a call to a partner', sent(partnerCallFor(refund, key)), { kind: 'call', action: 'refund' }],
  [
    'a report',
    sent(reportParcel('payments', { about: { key }, command: { type: 'ReportPayment' } }, 'g')),
    { kind: 'report', action: 'payments' },
  ],
])('%s that is given up is counted, and what it was and its transaction are named', async (_, body, named) => {
  const { failed, lines, log } = await work([record('m4', 1, body)], giveUp);
  expect(failed).toEqual([]);
  expect(lines).toMatchObject([{ service: 'beckn-energy-sandbox', DeadLetters: 1 }]);
  expect(log).toMatchObject([{ level: 'ERROR', event: 'gave up', transaction_id: 't1', ...named }]);
});

test.each<[string, unknown]>([
  ['is no parcel', { key, secret: 'Asha' }],
  ['has no subject', { kind: 'report', subject: null, body: { secret: 'Asha' } }],
  ['is a text', 'Asha'],
])('what %s is given up without a word of it, and the rest of its batch too', async (_, body) => {
  const { failed, lines, log } = await work([record('m5', 1, body), record('m6', 1)], giveUp);
  expect(failed).toEqual([]);
  expect(lines).toMatchObject([{ DeadLetters: [1, 1] }]);
  expect(log).toContainEqual(expect.objectContaining({ event: 'gave up', kind: 'unknown', delivery: 'm5' }));
  expect(log).toContainEqual(expect.objectContaining({ event: 'gave up', kind: 'request', delivery: 'm6' }));
  expect(JSON.stringify(log)).not.toContain('Asha');
});

test('a request that failed as often as it may is told to a person, once', async () => {
  const last = record('m-last', 6, cancelling('m-last'));
  const { lines, log } = await work([last]);
  expect(log).toContainEqual(expect.objectContaining({ level: 'ERROR', event: 'gave up', message_id: 'm-last' }));
  expect(lines).toContainEqual(expect.objectContaining({ RequestsGivenUp: 1 }));
  const again = await work([last]);
  expect(again.log).not.toContainEqual(expect.objectContaining({ event: 'gave up' }));
});
