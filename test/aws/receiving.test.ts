import type { APIGatewayProxyEventV2, Context as LambdaContext } from 'aws-lambda';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { receive as confirm } from '../../functions/confirm.ts';
import { receive as search } from '../../functions/search.ts';
import { importPrivateKey, newKeyPair } from '../../lib/beckn/signing/keys.ts';
import { signatureHeader } from '../../lib/beckn/signing/sign.ts';
import { type Body, fixture, withValue } from '../beckn/requests.ts';
import { startServer } from '../http/server.ts';
import { createQueue, startQueues, takeBodies } from '../ports/sqs.ts';

/** A function behind its route as it is in production, with a registry and a queue that are there. */

const rider = 'rider.example.org';
const keys = newKeyPair();
const stops: (() => Promise<void>)[] = [];
let queue = '';

beforeAll(async () => {
  const registry = await startServer((_, response) => response.end(JSON.stringify([record])));
  stops.push(registry.stop, (await startQueues()).stop);
  queue = await createQueue();
  Object.assign(process.env, {
    STAGE: 'production',
    SUBSCRIBER_ID: 'energy.example.net',
    ALIASES: '',
    COLLECTORS: '',
    REGISTRY_URL: registry.url,
    QUEUE_URL: queue,
    LOOPBACK: 'refused',
  });
});
afterAll(async () => {
  for (const stop of stops) await stop();
});

const record = {
  subscriber_id: rider,
  key_id: 'k1',
  type: 'BAP',
  url: `https://${rider}/beckn`,
  signing_public_key: keys.publicKey,
  status: 'SUBSCRIBED',
  valid_from: '2020-01-01T00:00:00Z',
  valid_until: '2100-01-01T00:00:00Z',
  collects: true,
};

/** Of now, signed by the rider. */
async function send(handler: typeof confirm, message: Body) {
  const body = JSON.stringify(withValue(message, 'context.timestamp', new Date().toISOString()));
  const created = Math.floor(Date.now() / 1000);
  const authorization = signatureHeader({
    subscriberId: rider,
    keyId: 'k1',
    key: importPrivateKey(keys.privateKey),
    body: Buffer.from(body),
    created,
    expires: created + 60,
  });
  const headers = { 'content-type': 'application/json', authorization };
  const event = { headers, body, isBase64Encoded: false } as unknown as APIGatewayProxyEventV2; // all that is read of it
  return (await handler(event, {} as LambdaContext)).statusCode; // nothing of it is read
}

const unnamed = (name: string) => withValue(fixture(name), 'context.bpp_id', undefined);

test('who names another provider, or none, is refused', async () => {
  expect(await send(confirm, fixture('confirm'))).toBe(200);
  expect(await send(confirm, unnamed('confirm'))).toBe(400);
  expect(await send(confirm, withValue(fixture('confirm'), 'context.bpp_id', 'example-bpp.com'))).toBe(400);
});

test('a search is for all who sell', async () => {
  expect(await send(search, unnamed('search'))).toBe(200);
});

test('who collects payments is said by us, and not by the registry', async () => {
  const requests = await takeBodies(queue);
  expect(requests).toHaveLength(2);
  expect(JSON.stringify(requests)).not.toContain('"collects"');
});
