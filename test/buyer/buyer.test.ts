import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { importPrivateKey, importPublicKey, newKeyPair } from '../../lib/beckn/signing/keys.ts';
import { signatureHeader } from '../../lib/beckn/signing/sign.ts';
import { parseSignature, verifySignature } from '../../lib/beckn/signing/verify.ts';
import { startDatabase } from '../registry/database.ts';
import { startSecrets } from '../registry/secrets-server.ts';
import { type Heard, serve } from './peers.ts';

const BUYER = 'bap.test';
const PROVIDER = 'bpp.beckn-energy.local';
const keys = { [BUYER]: newKeyPair(), [PROVIDER]: newKeyPair(), 'other.test': newKeyPair() };
const ack = { status: 200, body: '{"message":{"ack":{"status":"ACK"}}}' };

const heard: Heard[] = [];
let answer = ack;
const closing: (() => unknown)[] = [];

beforeAll(async () => {
  const provider = await serve((request) => {
    heard.push(request);
    return answer;
  });
  const records = Object.entries(keys).map(([id, { publicKey }]) => ({
    subscriber_id: id,
    key_id: 'k1',
    type: id === BUYER ? 'BAP' : 'BPP',
    url: id === BUYER ? 'http://127.0.0.1:1/bap' : provider.url,
    signing_public_key: publicKey,
    status: 'SUBSCRIBED',
    valid_from: '2020-01-01T00:00:00Z',
    valid_until: '2090-01-01T00:00:00Z',
  }));
  const registry = await serve(({ body }) => ({
    status: 200,
    body: JSON.stringify(records.filter(({ subscriber_id }) => subscriber_id === JSON.parse(body).subscriber_id)),
  }));
  closing.push(provider.close, registry.close, await startDatabase({ buyer: ['transaction', 'entry'] }));
  closing.push(await startSecrets(new Map([['key', JSON.stringify(keys[BUYER])]])));
  Object.assign(process.env, {
    STAGE: 'local',
    LOOPBACK: 'allowed',
    SUBSCRIBER_ID: BUYER,
    KEY_ID: 'k1',
    BUYER_TABLE: 'buyer',
    REGISTRY_URL: registry.url,
    SIGNING_KEY_SECRET: 'key',
  });
});
beforeEach(() => {
  heard.length = 0;
  answer = ack;
});
afterAll(async () => {
  for (const close of closing) await close();
});

// Functions read their environment when they are loaded.
const load = {
  send: () => import('../../functions/buyer/send.ts'),
  callbacks: () => import('../../functions/buyer/callbacks.ts'),
  transactions: () => import('../../functions/buyer/transactions.ts'),
};

async function call(name: keyof typeof load, pathParameters: object, body = '', headers = {}) {
  const { receive } = await load[name]();
  const event = { pathParameters, headers, body, isBase64Encoded: false };
  const { statusCode, body: text = '' } = await receive(event as never, {} as never); // what the functions read of an event
  return { status: statusCode, body: JSON.parse(text) };
}

const send = (action: string, errand: object) => call('send', { action }, JSON.stringify(errand));
const list = async (id: string) => (await call('transactions', { id })).body.messages;

async function callBack(context: object, signer: keyof typeof keys = PROVIDER, action = 'on_search') {
  const envelope = { action: 'on_search', bap_id: BUYER, bpp_id: PROVIDER, message_id: 'm', ...context };
  const body = JSON.stringify({ context: envelope, message: {} });
  const created = Math.floor(Date.now() / 1000);
  const key = importPrivateKey(keys[signer].privateKey);
  const identity = { subscriberId: signer, keyId: 'k1', key };
  const authorization = signatureHeader({ ...identity, body, created, expires: created + 60 });
  return call('callbacks', { action }, body, { authorization });
}

test('sends with a whole context, signed over the bytes that go out', async () => {
  const { status, body } = await send('search', { message: { intent: {} } });
  expect(status).toBe(200);
  expect(body.ack).toEqual({ status: 'ACK' });
  const [request] = heard;
  expect(request?.path).toBe('/search');
  const { context, message } = JSON.parse(request?.body ?? '');
  expect(message).toEqual({ intent: {} });
  expect(context).toMatchObject({
    domain: 'dent:0.1.0',
    version: '1.1.0',
    action: 'search',
    bap_id: BUYER,
    bap_uri: 'http://127.0.0.1:1/bap',
    bpp_id: PROVIDER,
    transaction_id: body.transaction_id,
    message_id: body.message_id,
    ttl: 'PT30S',
  });
  const signature = parseSignature(request?.authorization);
  verifySignature(signature, Buffer.from(request?.body ?? ''), importPublicKey(keys[BUYER].publicKey));
});

test('passes on a context as it is given', async () => {
  const context = { bpp_id: 'wrong.test', timestamp: '2020-01-01T00:00:00Z', transaction_id: 'given', extra: [1] };
  const { body } = await send('select', { context, message: {} });
  expect(body.transaction_id).toBe('given');
  expect(JSON.parse(heard[0]?.body ?? '').context).toMatchObject(context);
});

test('tells and keeps why a message was not acknowledged', async () => {
  answer = {
    status: 400,
    body: '{"message":{"ack":{"status":"NACK"}},"error":{"code":"30000","message":"no intent"}}',
  };
  const refused = await send('search', { context: { transaction_id: 'refused' }, message: {} });
  expect(refused).toMatchObject({ status: 200, body: { ack: { status: 'NACK' }, error: { code: '30000' } } });
  answer = { status: 404, body: 'nobody' };
  const lost = await send('search', { context: { transaction_id: 'refused' }, message: {} });
  expect(lost).toMatchObject({ status: 502, body: { transaction_id: 'refused', ack: null } });
  expect(await list('refused')).toMatchObject([
    { direction: 'sent', verdict: 'NACK', reason: '30000 no intent' },
    { direction: 'sent', verdict: 'unanswered', reason: 'HTTP 404 without an ack' },
  ]);
});

test.each([
  [404, { to: 'nobody.test', message: {} }],
  [400, { mesage: {} }],
  [400, { context: 'none', message: {} }],
])('answers %d to an errand that cannot be done', async (status, errand) => {
  expect((await send('search', errand)).status).toBe(status);
  expect(heard).toEqual([]);
});

test('takes callbacks of providers, and lists a transaction in order', async () => {
  const { body } = await send('search', { message: {} });
  const { transaction_id } = body;
  expect(await callBack({ transaction_id, message_id: body.message_id })).toMatchObject({
    status: 200,
    body: { message: { ack: { status: 'ACK' } } },
  });
  const messages = await list(transaction_id);
  expect(messages).toMatchObject([
    { direction: 'sent', action: 'search', message_id: body.message_id, verdict: 'ACK' },
    { direction: 'received', action: 'on_search', message_id: body.message_id, verdict: 'ACK' },
  ]);
  expect(messages[1].message.context.transaction_id).toBe(transaction_id);
  expect(await list('unknown')).toEqual([]);
});

test.each([
  ['a signature of another provider', 400, {}, 'other.test', 'on_search'],
  ['a signature of a buyer', 401, {}, BUYER, 'on_search'],
  ['another path than its action', 400, {}, PROVIDER, 'on_select'],
  ['another buyer', 400, { bap_id: 'other.test' }, PROVIDER, 'on_search'],
] as const)('refuses a callback with %s and keeps the verdict', async (_, status, context, signer, action) => {
  const { body } = await send('search', { message: {} });
  const { transaction_id } = body;
  expect((await callBack({ transaction_id, ...context }, signer, action)).status).toBe(status);
  expect(await list(transaction_id)).toMatchObject([{ direction: 'sent' }, { direction: 'received', verdict: 'NACK' }]);
});

test.each([{ length: { toString: 1 } }, '', 'x'.repeat(256)])(
  'refuses the message id %j of a stranger',
  async (message_id) => {
    expect((await callBack({ message_id }, BUYER)).status).toBe(400);
  },
);

test('keeps nothing of what strangers send into transactions that it has not begun', async () => {
  expect((await callBack({ transaction_id: 'strange' }, BUYER)).status).toBe(401);
  expect(await list('strange')).toEqual([]);
});

test('keeps large messages', async () => {
  const large = { providers: Array.from({ length: 20_000 }, (_, index) => `provider ${index}`) };
  const { body } = await send('search', { message: large });
  expect((await list(body.transaction_id))[0].message.message).toEqual(large);
});
