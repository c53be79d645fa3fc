import type { BusinessName } from '../../../language/business.ts';
import type { Found, ShownProvider } from '../../../language/shown.ts';
import type { Dialect } from '../dialects/dialect.ts';
import { dialects } from '../dialects/dialects.ts';
import { writeTags, writeWords } from './descriptor.ts';
import { writeFulfillment } from './fulfillment.ts';
import { writeItem } from './item.ts';
import { writeLocation } from './location.ts';
import { writeOffers } from './offer.ts';

export const writeCatalog = (found: readonly Found[]) => ({
  descriptor: { name: 'Beckn Energy', short_desc: saysLeft(found) },
  providers: found.flatMap(writeFound),
});

function saysLeft(found: readonly Found[]): string | undefined {
  const left = found.reduce((sum, one) => sum + (one.left ?? 0), 0);
  return left === 0 ? undefined : `${left} more fit: say more of what is wanted to find them`;
}

function writeFound<B extends BusinessName>({ business, providers }: Found<B>) {
  const dialect: Dialect<B> = dialects[business];
  return providers.map((provider) => writeProvider(provider, dialect));
}

/** An order of nothing yet: what could be ordered stands where what is ordered will stand. */
export function writeOffered(found: Found) {
  const [{ items, fulfillments, ...provider } = {}] = writeFound(found);
  const left = saysLeft([found]);
  const rest = { code: 'catalogue', name: 'Catalogue', list: [{ code: 'left', name: 'Left out', value: left }] };
  return { type: 'DRAFT', provider, items, fulfillments, tags: left && [writeTags(rest)] };
}

export const writeProvider = <B extends BusinessName>(
  { id, words, rating, ratings, categories, locations, items, offers, fulfillments }: ShownProvider<B>,
  dialect: Dialect<B>,
) => ({
  id,
  descriptor: writeWords(words),
  rating,
  tags: ratings === undefined ? undefined : [writeTags(ratingTags(ratings))],
  categories: categories?.map((category) => ({ id: category.id, descriptor: writeWords(category.words) })),
  locations: locations?.map(writeLocation),
  items: items?.map(writeItem),
  offers: writeOffers(offers),
  fulfillments: fulfillments?.map((fulfillment) => writeFulfillment(fulfillment, dialect)),
});

/** The core has the mean alone. */
const ratingTags = (count: number) => ({
  code: 'ratings',
  name: 'Ratings',
  list: [{ code: 'rating-count', name: 'Orders that have rated', value: String(count) }],
});
