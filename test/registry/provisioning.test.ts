import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureKey, signer } from '../../lib/aws/key-store.ts';
import { importPublicKey } from '../../lib/beckn/signing/keys.ts';
import { parseSignature, verifySignature } from '../../lib/beckn/signing/verify.ts';
import { startDatabase } from './database.ts';
import { startSecrets } from './secrets-server.ts';

const participants = [
  { subscriberId: 'bpp.test', keyId: 'k1', role: 'BPP', path: '/bpp', secretArn: 'key-of-provider' },
  { subscriberId: 'registry.test', keyId: 'k1', role: 'REGISTRY', path: '/registry', secretArn: 'key-of-registry' },
];
const outsider = {
  subscriber_id: 'bap.example.com',
  url: 'http://127.0.0.1:5000/callbacks',
  type: 'BAP',
  key_id: 'k1',
  signing_public_key: 'awGPjRK6i/Vg/lWr+0xObclVxlwZXvTjWYtlu6NeOHk=',
  valid_from: '2020-01-01T00:00:00Z',
  valid_until: '2090-01-01T00:00:00+05:30',
};

const secrets = new Map<string, string | undefined>([['generated', 'a random password']]);
let stop: () => Promise<void>;
let stopSecrets: () => void;

beforeAll(async () => {
  stop = await startDatabase({ subscribers: ['subscriber', 'record'], catalogue: ['domain', 'part'] });
  stopSecrets = await startSecrets(secrets);
  Object.assign(process.env, {
    STAGE: 'local',
    SUBSCRIBER_ID: 'registry.test',
    CATALOGUE_TABLE: 'catalogue',
    SUBSCRIBERS_TABLE: 'subscribers',
    PARTICIPANTS: JSON.stringify(participants),
  });
});
afterAll(async () => {
  await stop();
  stopSecrets();
});

// Functions read their environment when they are loaded.
async function provision(...subscribers: unknown[]) {
  const { invoke } = await import('../../functions/operations/provision.ts');
  return invoke({ publicUrl: 'http://127.0.0.1:4100', subscribers }, {} as never); // a Lambda context nobody reads
}

async function lookup(body: unknown, headers: Record<string, string> = {}) {
  const { receive } = await import('../../functions/registry/lookup.ts');
  const event = { headers, body: typeof body === 'string' ? body : JSON.stringify(body), isBase64Encoded: false };
  const { statusCode, headers: answered, body: text = '' } = await receive(event as never, {} as never); // what the function reads of an event
  return { status: statusCode, headers: answered, body: JSON.parse(text) };
}

test('makes keys, registers the participants and seeds the catalogue; once', async () => {
  const first = await provision();
  const keys = new Map(secrets);
  expect(first).toMatchObject({
    participants: [
      { subscriberId: 'bpp.test', url: 'http://127.0.0.1:4100/bpp' },
      { subscriberId: 'registry.test', url: 'http://127.0.0.1:4100/registry' },
    ],
    warnings: [],
  });
  const before = await lookup({});
  expect(await provision()).toEqual(first);
  expect(secrets).toEqual(keys);
  expect(await lookup({})).toEqual(before);
});

test('replaces a secret that holds no key, and agrees on one when two do so at once', async () => {
  const [one, other] = await Promise.all([ensureKey('generated'), ensureKey('generated')]);
  expect(one).toEqual(other);
  expect(await ensureKey('generated')).toEqual(one);
});

test('signs with the key that the registry shows, and that an operator is told', async () => {
  const { body } = await lookup({ subscriber_id: 'bpp.test' });
  const told = expect.objectContaining({ subscriberId: 'bpp.test', signingPublicKey: body[0].signing_public_key });
  expect(await provision()).toMatchObject({ participants: expect.arrayContaining([told]) });
  const header = await signer({ secretArn: 'key-of-provider', subscriberId: 'bpp.test', keyId: 'k1' }).sign('{}');
  const signature = parseSignature(header);
  expect(signature.expires - signature.created).toBe(300);
  expect(() =>
    verifySignature(signature, Buffer.from('{}'), importPublicKey(body[0].signing_public_key)),
  ).not.toThrow();
});

test('keeps outsiders, with a warning for what will be refused in use', async () => {
  const answer = await provision(
    outsider,
    { ...outsider, key_id: 'expired', valid_until: '2021-01-01T00:00:00Z' },
    { ...outsider, key_id: 'malformed', signing_public_key: 'nonsense' },
    { ...outsider, key_id: 'small', signing_public_key: 'AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=' },
  );
  const warnings = ['expired at 2021', '32 raw bytes', 'small order'].map((why) => expect.stringContaining(why));
  expect(answer).toMatchObject({ warnings });
  await provision();
  const { body } = await lookup({ subscriber_id: outsider.subscriber_id });
  expect(body.map(({ key_id, status }: Record<string, unknown>) => `${key_id} ${status}`)).toEqual([
    'expired EXPIRED',
    'k1 SUBSCRIBED',
    'malformed SUBSCRIBED',
    'small SUBSCRIBED',
  ]);
});

test('tells whom the operator trusts to collect payments, until that is taken back', async () => {
  const collector = { ...outsider, subscriber_id: 'collector.example.com' };
  const trusted = async () => (await lookup({ subscriber_id: collector.subscriber_id })).body[0].collects;
  await provision({ ...collector, collects: true });
  expect(await trusted()).toBe(true);
  await provision(collector);
  expect(await trusted()).toBeUndefined();
  await expect(provision({ ...collector, collects: 'yes' })).rejects.toThrow('subscribers[0].collects: ');
});

test.each([
  ['subscribers[0]', 'text'],
  ['subscribers[0].type', { ...outsider, type: 'REGISTRY' }],
  ['subscribers[0].url', { ...outsider, url: 'http://bap.example.com' }],
  ['subscribers[0].url', { ...outsider, url: 'https://a@bap.example.com' }],
  ['subscribers[0].key_id', { ...outsider, key_id: 'a|b' }],
  ['subscribers[0].valid_until', { ...outsider, valid_until: 'tomorrow' }],
  ['subscribers[0].signing_public_key', { ...outsider, signing_public_key: undefined }],
  ['subscribers[0].subscriber_id', { ...outsider, subscriber_id: 'bpp.test' }],
])('names the field %s of what is no participant', async (field, entry) => {
  await expect(provision(entry)).rejects.toThrow(`${field}: `);
});

test('looks up by any field, and answers with none for what nobody has', async () => {
  const ids = async (query: object) =>
    (await lookup(query)).body.map(({ subscriber_id, key_id }: Record<string, string>) => `${subscriber_id} ${key_id}`);
  expect(await ids({ type: 'BPP' })).toEqual(['bpp.test k1']);
  expect(await ids({ subscriber_id: outsider.subscriber_id, key_id: 'k1' })).toEqual(['bap.example.com k1']);
  expect(await ids({ status: 'EXPIRED' })).toEqual(['bap.example.com expired']);
  expect(await ids({ domain: 'dent:0.1.0', type: 'REGISTRY', location: { city: { code: 'std:080' } } })).toHaveLength(
    1,
  );
  expect(await ids({ subscriber_id: 'stranger.example.com' })).toEqual([]);
  expect(await ids({ type: 'NONE' })).toEqual([]);
});

test.each(['', '[]', '"text"', '{"type":5}', '{"subscriber_id":{}}', '{', '{"a":1,"a":2}'])(
  'refuses the lookup %s',
  async (body) => {
    const answer = await lookup(body);
    expect(answer).toMatchObject({
      status: 400,
      body: { message: { ack: { status: 'NACK' } }, error: { code: '30000' } },
    });
  },
);

test('takes no signature or a valid one', async () => {
  const authorization = await signer({ secretArn: 'key-of-provider', subscriberId: 'bpp.test', keyId: 'k1' }).sign(
    '{}',
  );
  expect((await lookup('{}', { authorization })).status).toBe(200);
  const refused = await lookup('{ }', { authorization });
  expect(refused.status).toBe(401);
  expect(refused.headers?.['www-authenticate']).toContain('registry.test');
  expect((await lookup('{}', { authorization: '' })).status).toBe(401);
});
