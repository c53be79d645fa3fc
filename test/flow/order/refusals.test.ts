import { describe, expect, test } from 'vitest';
import { newKeyPair } from '../../../lib/beckn/signing/keys.ts';
import type { Arrival } from '../../../lib/flow/door/receive.ts';
import type { Subscriber } from '../../../lib/flow/ports/registry.ts';
import { fixture, withValue } from '../../beckn/requests.ts';
import { arrival, bytes, gateway, openDoor, registered, rider, sign, subscriber } from '../door.ts';

const CHALLENGE = 'Signature realm="energy.example.net",headers="(created) (expires) digest"';
const SECRET = 'said-by-the-sender';

/** Nothing is queued, and the answer is short and does not repeat what came. */
async function refused(came: Arrival, door = openDoor()) {
  const answer = await door.receive(came);
  expect(door.queued).toEqual([]);
  expect(answer.refused).toBeDefined();
  expect(answer.body).toMatchObject({ message: { ack: { status: 'NACK' } }, error: { code: '30000' } });
  const text = JSON.stringify(answer);
  expect(text.length).toBeLessThan(2000);
  expect(text).not.toContain(SECRET);
  return answer;
}

const changed = (path: string, value: unknown) => bytes(withValue(fixture('confirm'), path, value));
const textOf = (size: number) => Buffer.from(JSON.stringify({ text: SECRET.padEnd(size - 11, 'x') }));

describe('of the form of a request', () => {
  test.each<[string, Partial<Arrival>]>([
    ['no content type', { contentType: undefined }],
    ['another content type', { contentType: 'text/plain' }],
    ['a content type that only begins so', { contentType: 'application/jsonp' }],
    ['an encoded body', { contentEncoding: 'gzip' }],
  ])('%s is answered with 415', async (_, form) => {
    expect(await refused(arrival(form))).toMatchObject({ status: 415, headers: {} });
  });

  test.each([
    ['confirm', 1_000_000],
    ['search', 256_000],
  ] as const)('a %s of more than %i bytes is answered with 413', async (action, most) => {
    expect(await refused(arrival({ action, body: textOf(most + 1) }))).toMatchObject({ status: 413, headers: {} });
    expect((await refused(arrival({ action, body: textOf(most) }))).status).toBe(400);
  });
});

describe('of its signature', () => {
  const anotherKey = newKeyPair().publicKey;
  const record = (more: Partial<Subscriber>) => openDoor({ registry: registered(subscriber(rider, 'BAP', more)) });
  const body = changed('message.order.billing.name', SECRET);

  test.each<[string, Partial<Parameters<typeof arrival>[0]>]>([
    ['none', { authorization: undefined }],
    ['an empty one', { authorization: '' }],
    ['another scheme', { authorization: `Bearer ${SECRET}` }],
    ['one over other bytes', { authorization: sign(bytes(fixture('select'))) }],
    [
      'one over the same JSON written otherwise',
      {
        body: Buffer.from(JSON.stringify(fixture('confirm'), null, 1)),
        authorization: sign(bytes(fixture('confirm'))),
      },
    ],
    ['one of the past', { signing: { created: -120, expires: -31 } }],
    ['one of the future', { signing: { created: 31, expires: 60 } }],
    ['one for a stranger', { signing: { by: 'stranger.example.org' } }],
    ['one under another key id', { signing: { keyId: 'k2' } }],
    ['one of a provider', { signing: { by: 'seller.example.org' } }],
    ['one of a gateway', { signing: { by: gateway } }],
    ['one of another buyer than it says', { signing: { by: 'driver.example.org' } }],
  ])('%s is answered with 401 and a challenge', async (_, said) => {
    const answer = await refused(arrival({ body, ...said }));
    expect(answer).toMatchObject({ status: 401, headers: { 'www-authenticate': CHALLENGE } });
    expect(answer.headers).not.toHaveProperty('proxy-authenticate');
  });

  test.each<[string, Partial<Subscriber>]>([
    ['is not subscribed yet', { status: 'UNDER_SUBSCRIPTION' }],
    ['left', { status: 'UNSUBSCRIBED' }],
    ['has expired', { validUntil: '2026-11-21T09:00:00Z' }],
    ['is not valid yet', { validFrom: '2026-11-21T09:00:01Z' }],
    ['has another key', { signingPublicKey: anotherKey }],
    ['has a key of small order', { signingPublicKey: 'AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=' }],
    ['has no key at all', { signingPublicKey: 'nonsense' }],
    ['is no buyer', { role: 'BPP' }],
  ])('one of who %s is answered with 401', async (_, more) => {
    expect((await refused(arrival(), record(more))).status).toBe(401);
  });

  test('one counts from the first to the last moment of its validity', async () => {
    const { receive } = record({ validFrom: '2026-11-21T09:00:00Z', validUntil: '2026-11-21T09:00:00.001Z' });
    expect((await receive(arrival())).status).toBe(200);
  });

  test('one counts under each of the keys of its subscriber', async () => {
    const older = subscriber(rider, 'BAP', { keyId: 'k0', signingPublicKey: anotherKey });
    const { receive } = openDoor({ registry: registered(older, subscriber(rider, 'BAP')) });
    expect((await receive(arrival())).status).toBe(200);
    expect((await receive(arrival({ signing: { keyId: 'k0' } }))).status).toBe(401);
  });
});

describe('of the signature of its gateway', () => {
  const { body } = arrival();

  test.each<[string, string]>([
    ['one over other bytes', sign(bytes(fixture('select')), { by: gateway })],
    ['one of a buyer', sign(body, { by: rider })],
    ['one of a stranger', sign(body, { by: 'stranger.example.org' })],
    ['an empty one', ''],
  ])('%s is answered with 401 and a challenge for the gateway', async (_, gatewayAuthorization) => {
    const answer = await refused(arrival({ gatewayAuthorization }));
    expect(answer).toMatchObject({ status: 401, headers: { 'proxy-authenticate': CHALLENGE } });
    expect(answer.headers).not.toHaveProperty('www-authenticate');
  });

  test('a good one does not replace that of the buyer', async () => {
    const gatewayAuthorization = sign(body, { by: gateway });
    const answer = await refused(arrival({ gatewayAuthorization, authorization: undefined }));
    expect(answer).toMatchObject({ status: 401, headers: { 'www-authenticate': CHALLENGE } });
  });
});

describe('of its content', () => {
  test.each([
    ['no JSON', Buffer.from(`{"${SECRET}"`)],
    ['a byte order mark', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes(fixture('confirm'))])],
    ['no UTF-8', Buffer.from([0x7b, 0xff, 0x7d])],
    ['a nesting without end', Buffer.from('['.repeat(5000))],
    ['a key that stands twice', Buffer.from(JSON.stringify(fixture('confirm')).replace('{', '{"context":{},'))],
    ['nothing', Buffer.from('')],
  ])('%s is answered with 400', async (_, body) => {
    expect(await refused(arrival({ body }))).toMatchObject({ status: 400, headers: {} });
  });

  test.each<[string, unknown]>([
    ['context.action', 'cancel'],
    ['context.bpp_id', `${SECRET}.example.net`],
    ['context.bap_uri', `https://${SECRET}.example.org/beckn`],
    ['context.bap_uri', 'https://rider.example.org/beckn-of-others'],
    ['context.bap_uri', 'https://rider.example.org.evil.example/beckn'],
    ['context.bap_uri', 'http://rider.example.org/beckn'],
    ['context.timestamp', '2020-01-01T00:00:00Z'],
    ['context.message_id', ''],
    ['message.order', SECRET],
  ])('another %s than it may have is answered with 400 and its path', async (path, value) => {
    const answer = await refused(arrival({ body: changed(path, value) }));
    expect(answer).toMatchObject({ status: 400, headers: {}, body: { error: { paths: path } } });
  });
});

test('of its content, a character that no queue takes is answered with 400', async () => {
  const body = changed('message.order.billing.name', 'Asha \uFFFE');
  expect((await refused(arrival({ body }))).status).toBe(400);
});

test('a request is judged by its form, its gateway, its sender, its content and its addresses, in this order', async () => {
  const wrong: Partial<Arrival> = { contentEncoding: 'gzip', contentType: 'text/plain', gatewayAuthorization: '' };
  const unsigned = { ...wrong, authorization: '' };
  const body = Buffer.from('{');
  const small = { contentEncoding: undefined, contentType: 'application/json' };
  const statuses = async (came: Arrival) => {
    const { status, headers } = await refused(came);
    return [status, ...Object.keys(headers)];
  };
  expect(await statuses(arrival({ ...unsigned, body: textOf(1_000_001) }))).toEqual([415]);
  expect(await statuses(arrival({ ...unsigned, ...small, body: textOf(1_000_001) }))).toEqual([413]);
  expect(await statuses(arrival({ ...unsigned, ...small, body }))).toEqual([401, 'proxy-authenticate']);
  const direct = { ...small, gatewayAuthorization: undefined };
  expect(await statuses(arrival({ ...unsigned, ...direct, body }))).toEqual([401, 'www-authenticate']);
  expect(await statuses(arrival({ ...direct, body }))).toEqual([400]);
  const foreign = withValue(fixture('confirm'), 'context.bap_id', 'driver.example.org');
  expect(await statuses(arrival({ body: bytes(withValue(foreign, 'context.bpp_id', 'other')) }))).toEqual([
    401,
    'www-authenticate',
  ]);
});
