import { randomBytes } from 'node:crypto';
import { paginateScan } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { catalogues, changeCatalogue, putProviders, seed } from '../../lib/aws/catalogue-store.ts';
import { dynamodb } from '../../lib/aws/clients.ts';
import { TooLarge } from '../../lib/flow/ports/too-large.ts';
import { cutOff, meanwhile, requestsDuring } from './requests.ts';

const CHECK = 5_000;
const HOUR = 3_600_000;
const MOST_BYTES = 20_000_000;
let count = 0;
const voltgrid = { id: 'voltgrid.example', name: 'Voltgrid', price: '12.50' };
const log9 = { id: 'log9.example', images: ['ü', '🔋'] };

/** Does not get smaller when it is compressed. */
const noise = (id: string, bytes: number) => ({ id, noise: randomBytes(bytes).toString('base64') });

/** What the flow expects of whoever has the catalogue: each test has a domain of its own. */
export function cataloguesContract(): void {
  describe('catalogues', () => {
    let domain: string;
    beforeEach(() => {
      domain = `domain-${++count}`;
    });
    afterEach(() => void vi.useRealTimers());

    const put = (...providers: readonly { readonly id: string; readonly [fact: string]: unknown }[]) =>
      putProviders('Catalogue', domain, providers);
    const offered = () => catalogues('Catalogue').providers(domain);
    const itemsOf = async () => {
      const keys: string[] = [];
      for await (const { Items = [] } of paginateScan({ client: dynamodb() }, { TableName: 'Catalogue' }))
        for (const item of Items) if (item.domain?.S?.split('#')[0] === domain) keys.push(item.part?.S ?? '');
      return keys;
    };

    test('have nothing of a domain that nobody wrote to', async () => {
      expect(await offered()).toEqual([]);
    });

    test('give back providers as they were written, of their own domain only', async () => {
      await put(log9, voltgrid);
      await putProviders('Catalogue', `${domain}-other`, [voltgrid]);
      expect(await offered()).toEqual([log9, voltgrid]);
      expect(await catalogues('Catalogue').providers(`${domain}-other`)).toEqual([voltgrid]);
    });

    test('have a provider in place of the one with its id, and the others as they were', async () => {
      await put(log9, voltgrid);
      await put({ ...voltgrid, price: '13' }, { id: 'a.example' });
      expect(await offered()).toEqual([{ id: 'a.example' }, log9, { ...voltgrid, price: '13' }]);
    });

    test('can lose a provider again, and all of them', async () => {
      await put(log9, voltgrid);
      await changeCatalogue('Catalogue', domain, (some) => some?.filter(({ id }) => id !== log9.id));
      expect(await offered()).toEqual([voltgrid]);
      await changeCatalogue('Catalogue', domain, () => []);
      expect(await offered()).toEqual([]);
    });

    test('are not seeded again once they were written to, also when nothing is left', async () => {
      await seed('Catalogue', domain, [log9, voltgrid]);
      await seed('Catalogue', domain, [voltgrid]);
      expect(await offered()).toEqual([log9, voltgrid]);
      await changeCatalogue('Catalogue', domain, () => []);
      await seed('Catalogue', domain, [voltgrid]);
      expect(await offered()).toEqual([]);
    });

    test('are read in two requests with ten thousand connectors of one provider', async () => {
      const connectors = Array.from({ length: 10_000 }, (_, index) => ({
        id: `c${index}`,
        power: (index * 7919) % 350,
      }));
      await put({ id: 'large.example', connectors });
      let read: readonly unknown[] = [];
      const asked = await requestsDuring(async () => (read = await offered()));
      expect(read).toEqual([{ id: 'large.example', connectors }]);
      expect(asked).toEqual(['BatchGetItem', 'BatchGetItem']);
    });

    test('are read in whole where they take several items', async () => {
      const heavy = [noise('a', 600_000), noise('b', 10), noise('c', 900_000)];
      await put(...heavy);
      expect((await itemsOf()).filter((part) => part.startsWith('piece')).length).toBeGreaterThan(3);
      expect(await offered()).toEqual(heavy);
    });

    test('take no more than every function can keep in memory', async () => {
      const filled = (bytes: number) => ({
        id: 'a',
        fill: 'x'.repeat(bytes - JSON.stringify([{ id: 'a', fill: '' }]).length),
      });
      await put(filled(MOST_BYTES));
      await expect(put(filled(MOST_BYTES + 1))).rejects.toThrow(TooLarge);
      expect(await offered()).toEqual([filled(MOST_BYTES)]);
    });

    test('answer from memory for five seconds', async () => {
      vi.useFakeTimers({ toFake: ['Date'] });
      await put(voltgrid);
      const reader = catalogues('Catalogue');
      const first = await reader.providers(domain);
      vi.advanceTimersByTime(CHECK - 1);
      const asked = await requestsDuring(async () => expect(await reader.providers(domain)).toBe(first));
      expect(asked).toEqual([]);
    });

    test('only look whether they have changed after that, and are read once by all who ask when they have', async () => {
      vi.useFakeTimers({ toFake: ['Date'] });
      await put(voltgrid);
      const reader = catalogues('Catalogue');
      const first = await reader.providers(domain);
      vi.advanceTimersByTime(CHECK);
      const asked = await requestsDuring(async () => expect(await reader.providers(domain)).toBe(first));
      expect(asked).toEqual(['BatchGetItem']);
      await put({ ...voltgrid, price: '13' });
      vi.advanceTimersByTime(CHECK);
      const read = await Promise.all([reader.providers(domain), reader.providers(domain)]);
      expect(read[0]).toEqual([{ ...voltgrid, price: '13' }]);
      expect(read[1]).toBe(read[0]);
    });

    test('can be asked again after a failure', async () => {
      const lost = catalogues('Nowhere');
      await expect(lost.providers(domain)).rejects.toThrow();
      await expect(lost.providers(domain)).rejects.toThrow();
    });

    test('lose nothing of twenty who write at once', async () => {
      const providers = Array.from({ length: 20 }, (_, index) => ({ id: `p${index + 10}` }));
      await Promise.all(providers.map((provider) => put(provider)));
      expect(await offered()).toEqual(providers);
    });

    test('are what they were, or what they became, wherever a writer dies', async () => {
      await put(voltgrid);
      const more = noise('z', 400_000);
      let done = false;
      for (let requests = 0; !done; requests += 1) {
        done = await cutOff(requests, () => put(more));
        const now = await offered();
        expect([[voltgrid], [voltgrid, more]]).toContainEqual(now);
        if (done) expect(now).toHaveLength(2);
      }
    });

    test('leave nothing behind of writers that died, of races that were lost, and of times long past', async () => {
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
      await put(voltgrid);
      for (const requests of [3, 4, 5]) await cutOff(requests, () => put(noise('z', 400_000)));
      await Promise.all([put(log9), put(voltgrid), put(log9)]);
      for (const _ of [1, 2]) {
        vi.advanceTimersByTime(HOUR);
        await put(voltgrid);
      }
      expect((await itemsOf()).toSorted()).toEqual([
        'current',
        'piece#0',
        'piece#0',
        expect.stringMatching(/^snapshot#/),
        expect.stringMatching(/^snapshot#/),
      ]);
      expect(await offered()).toEqual([log9, voltgrid]);
    });

    test('are read as they are now by who was about to read what is removed', async () => {
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
      await put(voltgrid);
      const read = await meanwhile(
        1,
        async () => {
          vi.advanceTimersByTime(HOUR);
          await put(log9);
          await put({ ...log9, images: [] });
        },
        offered,
      );
      expect(read).toEqual([{ ...log9, images: [] }, voltgrid]);
    });
  });
}
