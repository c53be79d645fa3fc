import { describe, expect, test } from 'vitest';
import { catalogues, putProviders } from '../../lib/aws/catalogue-store.ts';
import { ratingStore } from '../../lib/aws/rating-store.ts';
import { stocked } from '../../lib/aws/stocked.ts';
import { businesses } from '../../lib/domain/businesses.ts';
import type { Voice } from '../../lib/flow/ports/ratings.ts';
import { cutOff, meanwhile, requestsDuring } from './requests.ts';

let count = 0;
const newProvider = () => `rated-${++count}.example`;

/** What the flow expects of whoever counts ratings. */
export function ratingsContract(): void {
  describe('ratings', () => {
    const ratings = ratingStore('Catalogue');
    const business = 'ev-charging';
    const say = (providerId: string, caseId: string, value: number, round = 1): Promise<void> =>
      ratings.count({ business, providerId, caseId, value, round } satisfies Voice);
    const of = async (providerId: string) => (await catalogues('Catalogue').ratings(business)).get(providerId);

    test('are none where nobody has rated', async () => {
      expect(await of(newProvider())).toBeUndefined();
    });

    test('count each order once, however often it says the same', async () => {
      const provider = newProvider();
      await say(provider, 'c1', 450);
      for (const _ of [1, 2]) await say(provider, 'c2', 300);
      await Promise.all([1, 2, 3].map(() => say(provider, 'c1', 450)));
      expect(await of(provider)).toEqual({ count: 2, total: 750 });
    });

    test('have what an order says last, whatever comes last', async () => {
      const provider = newProvider();
      await say(provider, 'c1', 500, 1);
      await say(provider, 'c1', 100, 3);
      await say(provider, 'c1', 400, 2);
      expect(await of(provider)).toEqual({ count: 1, total: 100 });
    });

    test('are of each provider alone', async () => {
      const [one, other] = [newProvider(), newProvider()];
      await Promise.all([say(one, 'c1', 500), say(other, 'c1', 200)]);
      expect([await of(one), await of(other)]).toEqual([
        { count: 1, total: 500 },
        { count: 1, total: 200 },
      ]);
    });

    test('lose nothing of twenty who rate at once', async () => {
      const provider = newProvider();
      await Promise.all(Array.from({ length: 20 }, (_, index) => say(provider, `c${index}`, 100 + index)));
      expect(await of(provider)).toEqual({ count: 20, total: 2190 });
    });

    test('are right again when what died is done again, wherever it died', async () => {
      const provider = newProvider();
      let [done, orders] = [false, 0];
      for (let requests = 0; !done; requests += 1) {
        orders += 1;
        const voice = () => say(provider, `c${orders}`, 400);
        done = await cutOff(requests, voice);
        await voice();
        expect(await of(provider)).toEqual({ count: orders, total: 400 * orders });
      }
      expect(orders).toBeGreaterThan(4);
    });

    test('are right when another order rates after what died, and it comes again later', async () => {
      const provider = newProvider();
      const all = [0, 1, 2, 3, 4, 5, 6];
      for (const requests of all) {
        await cutOff(requests, () => say(provider, `dead${requests}`, 100));
        await say(provider, `other${requests}`, 300);
      }
      for (const requests of all) await say(provider, `dead${requests}`, 100);
      expect(await of(provider)).toEqual({ count: 14, total: 2800 });
    });

    test('are right when somebody else rates in between', async () => {
      const provider = newProvider();
      for (const request of [0, 1, 2, 3, 4, 5])
        await meanwhile(
          request,
          () => say(provider, `fast${request}`, 200),
          () => say(provider, `slow${request}`, 400),
        );
      expect(await of(provider)).toEqual({ count: 12, total: 3600 });
    });

    test('come with the catalogue, at no request more', async () => {
      const provider = newProvider();
      await say(provider, 'c1', 500);
      const domain = `${business}-${provider}`;
      await putProviders('Catalogue', domain, [{ id: provider }]);
      const reader = catalogues('Catalogue');
      expect(await requestsDuring(() => Promise.all([reader.providers(domain), reader.ratings(domain)]))).toEqual([
        'BatchGetItem',
        'BatchGetItem',
      ]);
    });

    test('are known to searches', async () => {
      const provider = newProvider();
      const known = new Map([[provider, { count: 1, total: 100 }]]);
      const heard: unknown[] = [];
      const business = businesses['ev-charging'];
      const stock = { ...business.stock([]), search: (asked: object) => void heard.push(asked) as never };
      const all = { ...businesses, 'ev-charging': { ...business, stock: () => stock } };
      const { search } = await stocked({ providers: async () => [], ratings: async () => known }, all).stock(
        'ev-charging',
      );
      search({ query: { labels: [] }, wanted: {}, at: 0, most: 1 });
      expect(heard).toMatchObject([{ ratings: known }]);
    });
  });
}
