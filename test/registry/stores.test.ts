import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { catalogues, putProviders, seed } from '../../lib/aws/catalogue-store.ts';
import { type SubscriberRecord, subscribers } from '../../lib/aws/subscriber-store.ts';
import { startDatabase } from './database.ts';

let stop: () => Promise<void>;

beforeAll(async () => {
  stop = await startDatabase({ subscribers: ['subscriber', 'record'], catalogue: ['domain', 'part'] });
});
afterAll(() => stop());

describe('subscribers', () => {
  const store = subscribers('subscribers');
  const record: Omit<SubscriberRecord, 'created' | 'updated'> = {
    id: 'bap.example.com',
    url: 'https://bap.example.com',
    role: 'BAP',
    keyId: 'k1',
    signingPublicKey: 'key',
    status: 'SUBSCRIBED',
    validFrom: '2020-01-01T00:00:00Z',
    validUntil: '2030-01-01T00:00:00Z',
  };
  const first = new Date('2026-01-01T00:00:00Z');
  const later = new Date('2026-02-01T00:00:00Z');

  test('keeps one record for each role and key', async () => {
    await store.register(record, first);
    await store.register({ ...record, keyId: 'k2' }, first);
    await store.register({ ...record, role: 'BPP' }, first);
    expect((await store.lookup(record.id)).map(({ role, keyId }) => `${role} ${keyId}`)).toEqual([
      'BAP k1',
      'BAP k2',
      'BPP k1',
    ]);
  });

  test('changes nothing when the same is registered again', async () => {
    await store.register({ ...record, domain: undefined }, later);
    expect((await store.lookup(record.id))[0]).toMatchObject({
      created: first.toISOString(),
      updated: first.toISOString(),
    });
  });

  test('remembers since when a changed record is known', async () => {
    await store.register({ ...record, url: 'https://bap.example.com/new' }, later);
    expect((await store.lookup(record.id))[0]).toMatchObject({
      url: 'https://bap.example.com/new',
      created: first.toISOString(),
      updated: later.toISOString(),
    });
  });

  test('lists everybody, and nobody for a stranger', async () => {
    const ids: string[] = [];
    for await (const { id } of store.all()) ids.push(id);
    expect(ids).toEqual([record.id, record.id, record.id]);
    expect(await store.lookup('stranger.example.com')).toEqual([]);
  });
});

describe('catalogue', () => {
  const names = async (reader = catalogues('catalogue')) => await reader.providers('ev-charging');

  test('is seeded once', async () => {
    expect(await names()).toEqual([]);
    await seed('catalogue', 'ev-charging', [{ id: 'a' }, { id: 'b' }]);
    await seed('catalogue', 'ev-charging', [{ id: 'c' }]);
    expect(await names()).toEqual([{ id: 'a' }, { id: 'b' }]);
  });

  test('is held in memory for five seconds, then read again when its version has changed', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const reader = catalogues('catalogue');
    const before = await names(reader);
    await putProviders('catalogue', 'ev-charging', [{ id: 'd' }]);
    vi.advanceTimersByTime(4_000);
    expect(await names(reader)).toBe(before);
    vi.advanceTimersByTime(2_000);
    const after = await names(reader);
    expect(after).toEqual([{ id: 'a' }, { id: 'b' }, { id: 'd' }]);
    vi.advanceTimersByTime(6_000);
    expect(await names(reader)).toBe(after);
    vi.useRealTimers();
  });
});
