import type { ShownDiscount } from '../../../language/shown.ts';
import { writeTags, writeWords } from './descriptor.ts';
import { writeRange } from './measure.ts';

export const writeOffers = (offers: readonly ShownDiscount[] = []) =>
  offers.length === 0 ? undefined : offers.map(writeOffer);

const writeOffer = ({ id, words, itemIds, valid, percent, conditions }: ShownDiscount) => ({
  id,
  descriptor: writeWords(words),
  item_ids: itemIds,
  time: valid.start === undefined && valid.end === undefined ? undefined : { range: writeRange(valid) },
  tags: [
    writeTags({
      code: 'offer-terms',
      name: 'Terms of the offer',
      list: [{ code: 'discount', name: 'Discount', value: `${percent}%` }, ...conditions],
    }),
  ],
});
