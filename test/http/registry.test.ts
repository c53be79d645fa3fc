import { afterEach, beforeEach, describe, expect, test } from 'vitest';
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
let status: number;
let asked: string[];
let now: number;
let server: Awaited<ReturnType<typeof startServer>>;
let registry: ReturnType<typeof httpRegistry>;

beforeEach(async () => {
  [records, status, asked, now] = [[record('bap.test')], 200, [], Date.parse('2026-03-01T00:00:00Z')];
  server = await startServer(async (request, response) => {
    asked.push(JSON.parse(Buffer.concat(await request.toArray()).toString()).subscriber_id);
    response.writeHead(status).end(JSON.stringify(records));
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
  status = 503;
  now += 6 * MINUTE;
  expect(await registry.lookup('bap.test')).toMatchObject([{ id: 'bap.test' }]);
  await registry.lookup('bap.test');
  expect(asked).toHaveLength(2);
  await expect(registry.lookup('stranger.test')).rejects.toThrow(RegistryUnavailable);
  now += 55 * MINUTE;
  await expect(registry.lookup('bap.test')).rejects.toThrow(RegistryUnavailable);
  status = 200;
  now += 10_000;
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
  status = 503;
  expect(await registry.lookup('bap.test')).toMatchObject([{ id: 'bap.test' }]);
  now += 55 * MINUTE;
  await expect(registry.lookup('bap.test')).rejects.toThrow(RegistryUnavailable);
});

test.each([400, 404, 410, 422])('takes a registry’s %i for nobody, and remembers that', async (said) => {
  status = said;
  for (let time = 0; time < 50; time += 1) expect(await registry.lookup('stranger.test')).toEqual([]);
  expect(asked).toHaveLength(1);
});

test.each([302, 401, 403, 408, 429, 500, 503])('takes a registry’s %i for none of its answers', async (said) => {
  status = said;
  await expect(registry.lookup('stranger.test')).rejects.toThrow(RegistryUnavailable);
});

describe('of subscribers that nobody knows', () => {
  const lookUp = (count: number, from = 0) =>
    Promise.allSettled(Array.from({ length: count }, (_, number) => registry.lookup(`stranger-${from + number}.test`)));
  const asksOfStrangers = () => asked.filter((id) => id.startsWith('stranger')).length;

  test('so many are asked for at once, and for the others the answer is to come again', async () => {
    const answers = await lookUp(400);
    expect(asksOfStrangers()).toBe(250);
    const turnedAway = answers.filter((answer) => answer.status === 'rejected').map(({ reason }) => reason);
    expect(turnedAway).toHaveLength(150);
    for (const error of turnedAway) expect(error).toBeInstanceOf(RegistryUnavailable);
  });

  test('so many are asked for in a second', async () => {
    for (const from of [0, 200, 400, 600]) await lookUp(200, from);
    expect(asksOfStrangers()).toBe(500);
    now += 1000;
    await lookUp(200, 800);
    expect(asksOfStrangers()).toBe(700);
  });

  test('a crowd keeps no member from being looked up again', async () => {
    await registry.lookup('bap.test');
    now += 5 * MINUTE;
    const crowd = lookUp(400);
    records = [record('bap.test', { status: 'UNSUBSCRIBED' })];
    expect(await registry.lookup('bap.test')).toMatchObject([{ status: 'UNSUBSCRIBED' }]);
    await crowd;
  });

  test('none is asked for while the registry fails, but every now and then', async () => {
    status = 503;
    for (let time = 0; time < 100; time += 1)
      await expect(registry.lookup(`stranger-${time}.test`)).rejects.toThrow(RegistryUnavailable);
    expect(asked).toHaveLength(1);
    now += 1000;
    await expect(registry.lookup('stranger-0.test')).rejects.toThrow(RegistryUnavailable);
    expect(asked).toHaveLength(2);
  });

  test('those that make a registry fail keep no member from being looked up again', async () => {
    await registry.lookup('bap.test');
    now += 5 * MINUTE;
    status = 500;
    await expect(registry.lookup('stranger.test')).rejects.toThrow(RegistryUnavailable);
    status = 200;
    records = [record('bap.test', { status: 'UNSUBSCRIBED' })];
    expect(await registry.lookup('bap.test')).toMatchObject([{ status: 'UNSUBSCRIBED' }]);
  });
});

test('members are asked for once in a while where the registry has failed for another member', async () => {
  records = [record('bap.test'), record('bap-2.test')];
  await Promise.all([registry.lookup('bap.test'), registry.lookup('bap-2.test')]);
  now += 5 * MINUTE;
  status = 503;
  expect(await registry.lookup('bap.test')).toHaveLength(1);
  expect(await registry.lookup('bap-2.test')).toHaveLength(1);
  expect(asked).toHaveLength(3);
});

test('is unavailable when the answer is no list, or there is none', async () => {
  records = { message: 'busy' };
  await expect(registry.lookup('bap.test')).rejects.toThrow(RegistryUnavailable);
  await server.stop();
  await expect(registry.lookup('bap.test')).rejects.toThrow(RegistryUnavailable);
});
