import { afterEach, describe, expect, test, vi } from 'vitest';
import { catalogues, putProvider, seed } from '../../lib/aws/catalogue-store.ts';
import { requestsDuring } from './requests.ts';

let count = 0;
const newDomain = () => `domain-${++count}`;
const voltgrid = { id: 'voltgrid.example', name: 'Voltgrid', price: '12.50' };
const log9 = { id: 'log9.example', images: ['ü', '🔋'] };

/** What the flow expects of whoever has the catalogue: each test has a domain of its own. */
export function cataloguesContract(): void {
  describe('catalogues', () => {
    afterEach(() => void vi.useRealTimers());

    test('have nothing of a domain that nobody wrote to', async () => {
      expect(await catalogues('Catalogue').providers(newDomain())).toEqual([]);
    });

    test('give back providers as they were written, of their own domain only', async () => {
      const [one, other] = [newDomain(), newDomain()];
      await seed('Catalogue', one, [log9, voltgrid]);
      await seed('Catalogue', other, [voltgrid]);
      const reader = catalogues('Catalogue');
      expect(await reader.providers(one)).toEqual([log9, voltgrid]);
      expect(await reader.providers(other)).toEqual([voltgrid]);
    });

    test('are not seeded again once they were written to', async () => {
      const domain = newDomain();
      await putProvider('Catalogue', domain, voltgrid);
      await seed('Catalogue', domain, [log9]);
      expect(await catalogues('Catalogue').providers(domain)).toEqual([voltgrid]);
    });

    test('are read in whole when they take more than a page', async () => {
      const domain = newDomain();
      const heavy = Array.from({ length: 6 }, (_, index) => ({ id: `p${index}`, name: 'x'.repeat(300_000) }));
      await seed('Catalogue', domain, heavy);
      expect(await catalogues('Catalogue').providers(domain)).toEqual(heavy);
    });

    test('answer from memory for half a minute', async () => {
      vi.useFakeTimers({ toFake: ['Date'] });
      const domain = newDomain();
      await seed('Catalogue', domain, [voltgrid]);
      const reader = catalogues('Catalogue');
      const first = await reader.providers(domain);
      vi.advanceTimersByTime(29_999);
      const asked = await requestsDuring(async () => expect(await reader.providers(domain)).toBe(first));
      expect(asked).toEqual([]);
    });

    test('only look at the version after that, and are read again when it has changed', async () => {
      vi.useFakeTimers({ toFake: ['Date'] });
      const domain = newDomain();
      await seed('Catalogue', domain, [voltgrid]);
      const reader = catalogues('Catalogue');
      const first = await reader.providers(domain);
      vi.advanceTimersByTime(30_000);
      const asked = await requestsDuring(async () => expect(await reader.providers(domain)).toBe(first));
      expect(asked).toEqual(['GetItem']);
      const dearer = { ...voltgrid, price: '13' };
      await putProvider('Catalogue', domain, dearer);
      vi.advanceTimersByTime(30_000);
      expect(await reader.providers(domain)).toEqual([dearer]);
    });

    test('can be asked again after a failure', async () => {
      const lost = catalogues('Nowhere');
      await expect(lost.providers('d')).rejects.toThrow();
      await expect(lost.providers('d')).rejects.toThrow();
    });
  });
}
