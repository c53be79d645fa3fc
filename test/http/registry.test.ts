import { afterEach, beforeEach, expect, test } from 'vitest';
import { RegistryUnavailable } from '../../lib/flow/ports/registry.ts';
import { httpRegistry } from '../../lib/http/registry.ts';
import { startServer } from './server.ts';

const MINUTE = 60_000;

const record = (id: string, change: object = {}) => ({
  subscriber_id: id,
  key_id: 'k1',
  type: 'BAP',
  url: `https://${id}`,
  signing_public_key: 'a2V5',
  status: 'SUBSCRIBED',
  valid_from: '2020-01-01T00:00:00Z',
  valid_until: '2090-01-01T00:00:00Z',
  ...change,
});

let records: unknown;
let isDown: boolean;
let asked: string[];
let now: number;
let server: Awaited<ReturnType<typeof startServer>>;
let registry: ReturnType<typeof httpRegistry>;

beforeEach(async () => {
  [records, isDown, asked, now] = [[record('bap.test')], false, [], Date.parse('2026-03-01T00:00:00Z')];
  server = await startServer(async (request, response) => {
    asked.push(JSON.parse(Buffer.concat(await request.toArray()).toString()).subscriber_id);
    response.writeHead(isDown ? 503 : 200).end(JSON.stringify(records));
  });
  registry = httpRegistry(server.url, () => now);
});
afterEach(() => server.stop());

test.each([
  [true, true],
  [false, false],
  ['yes', undefined],
])('says whom the registry trusts to collect payments: %j', async (collects, expected) => {
  records = [record('bap.test', { collects })];
  expect(await registry.lookup('bap.test')).toMatchObject([
    { id: 'bap.test', ...(expected !== undefined && { collects }) },
  ]);
});

test('answers what the registry has, whatever its status or validity', async () => {
  records = [
    record('bap.test', { status: 'EXPIRED', domain: 'ev' }),
    record('bap.test', { type: 'BPP', key_id: 'k2' }),
  ];
  expect(await registry.lookup('bap.test')).toEqual([
    {
      id: 'bap.test',
      keyId: 'k1',
      role: 'BAP',
      url: 'https://bap.test',
      signingPublicKey: 'a2V5',
      status: 'EXPIRED',
      validFrom: '2020-01-01T00:00:00Z',
      validUntil: '2090-01-01T00:00:00Z',
      domain: 'ev',
    },
    expect.objectContaining({ role: 'BPP', keyId: 'k2' }),
  ]);
});

test('skips what is malformed, and records of others', async () => {
  records = [
    null,
    {},
    record('bap.test', { type: 'KING' }),
    record('bap.test', { valid_until: 'soon' }),
    record('other.test'),
  ];
  expect(await registry.lookup('bap.test')).toEqual([]);
});

test('remembers a member for five minutes and a stranger for one', async () => {
  await registry.lookup('bap.test');
  now += 5 * MINUTE - 1;
  await registry.lookup('bap.test');
  expect(asked).toHaveLength(1);
  now += 1;
  records = [record('bap.test', { status: 'UNSUBSCRIBED' })];
  expect(await registry.lookup('bap.test')).toMatchObject([{ status: 'UNSUBSCRIBED' }]);
  expect(asked).toHaveLength(2);

  for (const passed of [0, MINUTE - 1, 1]) {
    now += passed;
    expect(await registry.lookup('stranger.test')).toEqual([]);
  }
  expect(asked.filter((id) => id === 'stranger.test')).toHaveLength(2);
});

test('asks once for many that want the same at the same time', async () => {
  await Promise.all(Array.from({ length: 20 }, () => registry.lookup('bap.test')));
  expect(asked).toEqual(['bap.test']);
});

test('goes on with members during an outage of up to an hour, and knows of no strangers', async () => {
  await registry.lookup('bap.test');
  isDown = true;
  now += 6 * MINUTE;
  expect(await registry.lookup('bap.test')).toMatchObject([{ id: 'bap.test' }]);
  await registry.lookup('bap.test');
  expect(asked).toHaveLength(2);
  await expect(registry.lookup('stranger.test')).rejects.toThrow(RegistryUnavailable);
  now += 55 * MINUTE;
  await expect(registry.lookup('bap.test')).rejects.toThrow(RegistryUnavailable);
  isDown = false;
  expect(await registry.lookup('bap.test')).toHaveLength(1);
});

test('believes an empty answer about a member for ten seconds, and forgets nothing that serves an outage', async () => {
  await registry.lookup('bap.test');
  now += 5 * MINUTE;
  records = [];
  expect(await registry.lookup('bap.test')).toEqual([]);
  now += MINUTE / 6 - 1;
  expect(await registry.lookup('bap.test')).toEqual([]);
  expect(asked).toHaveLength(2);
  now += 1;
  isDown = true;
  expect(await registry.lookup('bap.test')).toMatchObject([{ id: 'bap.test' }]);
  now += 55 * MINUTE;
  await expect(registry.lookup('bap.test')).rejects.toThrow(RegistryUnavailable);
});

test('is unavailable when the answer is no list, or there is none', async () => {
  records = { message: 'busy' };
  await expect(registry.lookup('bap.test')).rejects.toThrow(RegistryUnavailable);
  await server.stop();
  await expect(registry.lookup('bap.test')).rejects.toThrow(RegistryUnavailable);
});
