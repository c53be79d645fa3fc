import { expect, test } from 'vitest';
import type { Asked } from '../../../lib/domain/business.ts';
import { businesses } from '../../../lib/domain/businesses.ts';
import { ask } from '../../../lib/domain/decision.ts';
import { findOffers } from '../../../lib/flow/order/search.ts';
import type { BusinessName } from '../../../lib/language/business.ts';
import type { Found } from '../../../lib/language/shown.ts';
import { HOUR, NINE, provider, within } from '../../domain/ev-charging/given.ts';
import { context } from '../story.ts';

const labels = [{ code: 'charger-type', value: 'DC' }];
const charging = businesses['ev-charging'].stock([provider]);

const idsIn = (found: readonly Found[]) =>
  found.flatMap(({ providers }) => providers.flatMap(({ fulfillments = [] }) => fulfillments.map(({ id }) => id)));

test('a search finds what its labels mean to a business', async () => {
  const query = { labels };
  const asked = { context: context('search', 'm-1'), query, most: 9 };
  const answers = { 'out-of-order': async () => [] };
  const ports = { catalogues: { stock: async () => charging }, answers };
  expect(idsIn(await findOffers(asked, { at: NINE, candidates: ['ev-charging'] }, ports))).toEqual(['f2']);
});

test('a search with a time has the calendars asked, for nobody', async () => {
  const query = { labels, window: within({ start: NINE, end: NINE + HOUR }) };
  const asked = { context: context('search', 'm-1'), query, most: 9 };
  const heard: unknown[] = [];
  const found = await findOffers(
    asked,
    { at: NINE, candidates: ['ev-charging'] },
    {
      catalogues: { stock: async () => charging },
      answers: {
        async free({ resources }, { key, at }) {
          heard.push(resources, key, at);
          return [];
        },
      },
    },
  );
  expect(idsIn(found)).toEqual([]);
  expect(heard).toEqual([['ev-charging#voltgrid.example#f2'], { buyerId: '', transactionId: '' }, NINE]);
});

test('a search is put to all businesses that the context may mean, in their order', async () => {
  const asked: [BusinessName, number][] = [];
  const stock = async (business: BusinessName) => ({
    ...charging,
    search({ at }: Asked) {
      asked.push([business, at]);
      const place = asked.length;
      return ask({ kind: 'offer' }, () => ({ business, providers: [{ id: `of-${place}`, words: {} }] }));
    },
  });
  const candidates = ['ev-charging', 'ev-charging'] as const;
  const said = { context: context('search', 'm-1'), query: { labels: [] }, most: 9 };
  const found = await findOffers(
    said,
    { at: NINE, candidates },
    { catalogues: { stock }, answers: { offer: async () => 1 } },
  );
  expect(found.flatMap(({ providers }) => providers.map(({ id }) => id))).toEqual(['of-1', 'of-2']);
  expect(asked).toEqual([
    ['ev-charging', NINE],
    ['ev-charging', NINE],
  ]);
});
