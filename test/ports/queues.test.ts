import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { park } from '../../lib/aws/parked.ts';
import { batchingQueue, textOf, workQueue } from '../../lib/aws/work-queue.ts';
import { TooLarge } from '../../lib/flow/ports/too-large.ts';
import { createQueue, outgoing, startQueues, takeBodies } from './sqs.ts';

const MOST_BYTES = 200_000;
const MOST_MESSAGE_BYTES = 1_047_000;
/** What SQS takes at the most, attributes included. */
const QUEUE_BYTES = 1_048_576;
/** Longer than the queue of a test takes. */
const TOO_LONG = 'x'.repeat(2000);

let queues: Awaited<ReturnType<typeof startQueues>>;
beforeAll(async () => {
  queues = await startQueues();
});
beforeEach(() => void queues.sent.splice(0));
afterAll(() => queues.stop());

describe.each([
  ['work queue', workQueue],
  ['batching queue', batchingQueue],
] as const)('a %s', (_, open) => {
  test('hands over the body as it was', async () => {
    const url = await createQueue();
    const body = { request: { text: 'ठीक है "\\\n\t' }, nothing: null, list: [1, 2.5, true] };
    await open(url).send(outgoing(body, 'rider.example'));
    expect(await takeBodies(url)).toEqual([body]);
  });

  test('has taken the message when it answers', async () => {
    const url = await createQueue();
    const queue = open<number>(url);
    for (const body of [1, 2, 3]) {
      await queue.send(outgoing(body, 'rider.example'));
      expect(await takeBodies(url)).toEqual([body]);
    }
  });

  test('names the group of each message', async () => {
    const queue = open<number>(await createQueue());
    await Promise.all(['rider.example', 'driver.example'].map((group, body) => queue.send(outgoing(body, group))));
    const entries = queues.sent.flatMap((request) => request.entries);
    expect(entries.map(({ MessageBody, MessageGroupId }) => [JSON.parse(MessageBody).body, MessageGroupId])).toEqual([
      [0, 'rider.example'],
      [1, 'driver.example'],
    ]);
  });

  test('names groups as SQS takes them, whatever they are called', async () => {
    const queue = open<number>(await createQueue());
    const groups = [`rider.example#${'t'.repeat(255)}`, 'rider.example#trip 1', 'rider.example#यात्रा'];
    for (const group of groups) await queue.send(outgoing(1, group));
    const named = queues.sent.flatMap(({ entries }) => entries.map(({ MessageGroupId }) => MessageGroupId));
    expect(new Set(named).size).toBe(3);
    for (const name of named) expect(name).toMatch(/^[!-~]{1,128}$/);
  });

  test('sends what a queue can take and park, and refuses more before it is sent', async () => {
    const url = await createQueue({ MaximumMessageSize: String(QUEUE_BYTES) });
    const around = Buffer.byteLength(textOf(outgoing('')));
    const largest = `${'ठ'.repeat(348_900)}${'x'.repeat(MOST_MESSAGE_BYTES - around - 3 * 348_900)}`;
    expect(Buffer.byteLength(textOf(outgoing(largest)))).toBe(MOST_MESSAGE_BYTES);
    await open(url).send(outgoing(largest));
    const past = { from: `arn:${'a'.repeat(200)}`, delivery: crypto.randomUUID(), group: 'g'.repeat(128) };
    await park(url, outgoing(largest), past);
    expect(await takeBodies(url)).toEqual([largest, largest]);
    queues.sent.splice(0);
    await expect(open(url).send(outgoing(`${largest}x`))).rejects.toThrow(TooLarge);
    expect(queues.sent).toEqual([]);
  });

  test('fails when the queue did not take the message', async () => {
    const url = await createQueue({ MaximumMessageSize: '1024' });
    await expect(open(url).send(outgoing(TOO_LONG))).rejects.toThrow();
    await expect(open(`${url}-of-nobody`).send(outgoing(1))).rejects.toThrow();
    expect(await takeBodies(url)).toEqual([]);
  });
});

describe('a work queue', () => {
  test('sends each message alone', async () => {
    const queue = workQueue<number>(await createQueue());
    await Promise.all([1, 2, 3].map((body) => queue.send(outgoing(body))));
    expect(queues.sent.map(({ action }) => action)).toEqual(['SendMessage', 'SendMessage', 'SendMessage']);
  });
});

describe('a batching queue', () => {
  // Requests that are sent side by side arrive in any order.
  const sizes = () => queues.sent.map(({ entries }) => entries.length).toSorted((one, other) => other - one);

  test('sends what becomes ready at once in requests of ten', async () => {
    const url = await createQueue();
    const queue = batchingQueue<number>(url);
    const bodies = Array.from({ length: 25 }, (_, index) => index);
    await Promise.all(bodies.map((body) => queue.send(outgoing(body, `g${body}`))));
    expect(sizes()).toEqual([10, 10, 5]);
    expect(queues.sent.every(({ action }) => action === 'SendMessageBatch')).toBe(true);
    expect((await takeBodies(url)).map(Number).toSorted((one, other) => one - other)).toEqual(bodies);
  });

  test('sends no more bytes in a request than a batch may have', async () => {
    const queue = batchingQueue<string>(await createQueue());
    // Three bytes a letter, and what is around it.
    const third = 'ठ'.repeat(22_190);
    await Promise.all(Array.from({ length: 7 }, () => queue.send(outgoing(third))));
    expect(sizes()).toEqual([3, 3, 1]);
    for (const { entries } of queues.sent) {
      const bytes = entries.reduce((sum, { MessageBody }) => sum + Buffer.byteLength(MessageBody), 0);
      expect(bytes).toBeLessThanOrEqual(MOST_BYTES);
    }
  });

  test('sends a message alone that is larger than that', async () => {
    const url = await createQueue({ MaximumMessageSize: '1048576' });
    const queue = batchingQueue<string>(url);
    const large = 'x'.repeat(MOST_BYTES + 1);
    await Promise.all(['a', large, 'b'].map((body) => queue.send(outgoing(body))));
    expect(sizes()).toEqual([1, 1, 1]);
    expect(new Set(await takeBodies(url))).toEqual(new Set(['a', large, 'b']));
  });

  test('fails only for the message that the queue did not take', async () => {
    const url = await createQueue({ MaximumMessageSize: '1024' });
    const queue = batchingQueue<string>(url);
    const sends = ['a', TOO_LONG, 'b'].map((body) => queue.send(outgoing(body)));
    const settled = await Promise.allSettled(sends);
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(sizes()).toEqual([3]);
    expect(new Set(await takeBodies(url))).toEqual(new Set(['a', 'b']));
  });

  test('goes on after a request failed', async () => {
    const url = await createQueue({ MaximumMessageSize: '1024' });
    const queue = batchingQueue<string>(url);
    await expect(queue.send(outgoing(TOO_LONG))).rejects.toThrow();
    await queue.send(outgoing('a'));
    expect(await takeBodies(url)).toEqual(['a']);
  });
});
