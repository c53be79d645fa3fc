import type { IncomingMessage, ServerResponse } from 'node:http';
import { GetScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { QueueDoesNotExist, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, expect, test } from 'vitest';
import { connections } from '../../lib/aws/connections.ts';
import { leanly } from '../../lib/aws/lean-client.ts';
import { startServer } from '../http/server.ts';

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

type Step = (response: ServerResponse, request: IncomingMessage) => unknown;

const CREDENTIALS = { accessKeyId: 'id', secretAccessKey: 'secret' };
const MESSAGE = new SendMessageCommand({ QueueUrl: 'http://127.0.0.1/0/queue', MessageBody: 'body' });

/** A service that answers one step after the other, and a client of it. */
async function startService(steps: readonly Step[], settings: object = {}) {
  const asked: IncomingMessage['headers'][] = [];
  const server = await startServer(async (request, response) => {
    await request.toArray();
    asked.push({ ...request.headers, ':path': request.url });
    steps[asked.length - 1]?.(response, request);
  });
  stops.push(server.stop);
  const common = { endpoint: server.url, region: 'us-east-1', credentials: CREDENTIALS };
  const sqs = leanly('sqs', (options) => new SQSClient({ ...options, ...common, md5: false, ...settings }));
  const scheduler = leanly('scheduler', (options) => new SchedulerClient({ ...options, ...common }));
  return { asked, sqs, scheduler };
}

const refuse =
  (status: number, type: string, headers: Record<string, string> = {}): Step =>
  (response) =>
    response.writeHead(status, headers).end(JSON.stringify({ __type: type, message: 'no' }));

const accept: Step = (response) => response.end('{"MessageId":"it"}');

test.each<[string, Step]>([
  ['a failing service', refuse(500, 'InternalError')],
  ['a service without a body', (response) => response.writeHead(503).end()],
  ['a throttling service', refuse(400, 'ThrottlingException')],
  ['a lost connection', (_, request) => request.socket.resetAndDestroy()],
  [
    'half an answer',
    (response) => response.writeHead(200, { 'content-length': 9 }).write('{', () => response.destroy()),
  ],
  ['silence', () => undefined],
])('%s is asked again', async (_, failure) => {
  const requestHandler = connections({ connectMs: 2000, answerMs: 500 });
  const { sqs, asked } = await startService([failure, accept], { requestHandler });
  expect(await sqs.send(MESSAGE)).toMatchObject({ MessageId: 'it', $metadata: { attempts: 2 } });
  expect(asked.map((headers) => headers['amz-sdk-request'])).toEqual(['attempt=1; max=3', 'attempt=2; max=3']);
});

test('a service that keeps failing is asked three times', async () => {
  const failure = refuse(500, 'InternalError');
  const { sqs } = await startService([failure, failure, failure, accept]);
  await expect(sqs.send(MESSAGE)).rejects.toMatchObject({ name: 'InternalError', $metadata: { attempts: 3 } });
});

test('a refusal is told as what it is, and not asked again', async () => {
  const { sqs, asked } = await startService([refuse(400, 'com.amazonaws.sqs#QueueDoesNotExist'), accept]);
  await expect(sqs.send(MESSAGE)).rejects.toBeInstanceOf(QueueDoesNotExist);
  expect(asked).toHaveLength(1);
});

test('a clock that goes wrong is put right by what the service says', async () => {
  const ahead = new Date(Date.now() + 3_600_000);
  const date = ahead.toUTCString();
  const { sqs, asked } = await startService([refuse(403, 'InvalidSignatureException', { date }), accept]);
  await sqs.send(MESSAGE);
  const [wrong, right] = asked.map((headers) => timeIn(String(headers['x-amz-date'])));
  expect(Math.abs(Number(right) - ahead.getTime())).toBeLessThan(60_000);
  expect(Number(right) - Number(wrong)).toBeGreaterThan(3_500_000);
});

const timeIn = (stamp: string): number =>
  Date.parse(
    stamp.replace(
      /(....)(..)(..T..)(..)(..Z)/,
      (_, ...parts) => `${parts[0]}-${parts[1]}-${parts[2]}:${parts[3]}:${parts[4]}`,
    ),
  );

test('credentials that expire are renewed, with their token', async () => {
  let count = 0;
  const credentials = async () => {
    count += 1;
    return { ...CREDENTIALS, sessionToken: `token${count}`, expiration: new Date() };
  };
  const { sqs, asked } = await startService([accept, accept], { credentials });
  await sqs.send(MESSAGE);
  await sqs.send(MESSAGE);
  const [first, second] = asked.map((headers) => headers['x-amz-security-token']);
  expect(String(first)).toMatch(/^token\d+$/);
  expect(second).not.toBe(first);
});

test('each request is signed as the SDK signs it, with its path and query', async () => {
  const { scheduler, asked } = await startService([(response) => response.end('{}')]);
  await scheduler.send(new GetScheduleCommand({ Name: 'a name', GroupName: 'a group' }));
  const [{ ':path': path, authorization, ...headers } = {}] = asked;
  expect(path).toBe('/schedules/a%20name?groupName=a%20group');
  const signed = /SignedHeaders=([^,]+)/.exec(authorization ?? '')?.[1]?.split(';') ?? [];
  const theirs = await new SchedulerClient({ region: 'us-east-1', credentials: CREDENTIALS }).config.signer();
  const expected = await theirs.sign(
    {
      protocol: 'http:',
      hostname: '127.0.0.1',
      method: 'GET',
      path: '/schedules/a%20name',
      query: { groupName: 'a group' },
      headers: Object.fromEntries(signed.map((name) => [name, String(headers[name])])),
    },
    { signingDate: new Date(timeIn(String(headers['x-amz-date']))) },
  );
  expect(authorization).toBe(expected.headers.authorization);
});
