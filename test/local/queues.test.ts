import { createServer } from 'node:http';
import { DeleteMessageCommand, GetQueueAttributesCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestNetwork, type TestNetwork } from './fixture/network.ts';

let network: TestNetwork;
beforeAll(async () => {
  network = await startTestNetwork();
});
afterAll(() => network.stop());

const send = (message: object, group?: string) =>
  network.call('POST', '/messages', message, group === undefined ? {} : { 'x-group': group });

describe('a message on a queue', () => {
  it('reaches the function with its group and the time when it was sent', async () => {
    const before = Date.now();
    await send({ id: 'plain' }, 'sender-1');
    const seen = await network.seen('plain');
    expect(seen).toMatchObject({ group: 'sender-1', attempts: 1 });
    expect(seen.sent).toBeGreaterThanOrEqual(before);
    expect(seen.sent).toBeLessThanOrEqual(Date.now());
  });

  it('may have any character of Unicode', async () => {
    expect(await send({ id: 'smile 😀' })).toMatchObject({ status: 200 });
    expect(await network.seen('smile 😀')).toMatchObject({ body: { id: 'smile 😀' } });
  });

  it('comes back when the function names it as failed, and the others of its batch do not', async () => {
    await network.call('POST', '/batches', [{ id: 'fine' }, { id: 'again', fail: 1 }, { id: 'fine too' }]);
    expect(await network.seen('again', 2)).toMatchObject({ attempts: 2 });
    expect(await network.seen('fine')).toMatchObject({ attempts: 1 });
    expect(await network.seen('fine too')).toMatchObject({ attempts: 1 });
  });

  it('becomes a dead letter after as many attempts as the template allows', async () => {
    await send({ id: 'broken', throw: true });
    await network.seen('dead-broken');
    expect(await network.seen('broken')).toMatchObject({ attempts: 2 });
  }, 15_000);

  it('is refused when it is too long or has characters that SQS does not take', async () => {
    expect(await send({ id: 'x'.repeat(1_048_576) })).toMatchObject({
      status: 400,
      body: { name: 'InvalidParameterValue' },
    });
    expect(await network.call('POST', '/messages', '\u0001')).toMatchObject({
      status: 400,
      body: { name: 'InvalidMessageContents' },
    });
  });
});

describe('a busy sender', () => {
  it('does not keep others waiting', async () => {
    const many = Array.from({ length: 300 }, (_, index) =>
      send({ id: `busy-${index}`, slow: 300, quiet: true }, 'busy'),
    );
    await Promise.all(many);
    const start = Date.now();
    await send({ id: 'quiet one' }, 'other');
    await network.seen('quiet one');
    expect(Date.now() - start).toBeLessThan(300);
  }, 20_000);
});

describe('an event on the bus', () => {
  it('is put into the queues of the rules that match it, in its envelope', async () => {
    await network.call('POST', '/events', { id: 'matched', matters: true });
    const { body } = await network.seen('matched');
    expect(body).toMatchObject({
      version: '0',
      'detail-type': 'Happened',
      source: 'test',
      account: '000000000000',
      region: 'us-east-1',
      detail: { id: 'matched', matters: true },
    });
  });

  it('is dropped when no rule matches it', async () => {
    await network.call('POST', '/events', { id: 'unmatched', matters: false });
    await send({ id: 'after unmatched' });
    await network.seen('after unmatched');
    expect((await network.call('GET', '/seen/unmatched')).body).toEqual({});
  });
});

describe('a function that calls a stranger', () => {
  it('delivers over HTTP', async () => {
    const arrived = await new Promise((resolve) => {
      const stranger = createServer((request, response) => {
        request.resume().on('end', () => response.end(() => stranger.close(resolve)));
        resolve(request.method);
      }).listen(0, '127.0.0.1', () => {
        const address = stranger.address();
        const port = typeof address === 'object' ? address?.port : 0;
        void send({ id: 'forwarded', forward: `http://127.0.0.1:${port}/` });
      });
    });
    expect(arrived).toBe('POST');
  });
});

describe('the SQS protocol', () => {
  it('serves other clients too', async () => {
    const { body } = await network.call('GET', '/environment');
    const { AWS_ENDPOINT_URL_SQS: endpoint, CALLBACKS_URL: QueueUrl } = Object(body);
    const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
    const sqs = new SQSClient({ endpoint, region: 'us-east-1', credentials });
    const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
    expect(Attributes).toMatchObject({ VisibilityTimeout: '30', ApproximateNumberOfMessages: '0' });
    expect((await sqs.send(new ReceiveMessageCommand({ QueueUrl }))).Messages).toBeUndefined();
    await expect(
      sqs.send(new DeleteMessageCommand({ QueueUrl: `${QueueUrl}x`, ReceiptHandle: 'x' })),
    ).rejects.toThrow();
    sqs.destroy();
  });
});
