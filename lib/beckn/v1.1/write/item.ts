import { toDecimal } from '../../../language/money.ts';
import type { ShownItem } from '../../../language/shown.ts';
import { writeWords } from './descriptor.ts';
import { writeMeasure, writePrice } from './measure.ts';

export const writeItem = (item: ShownItem) => ({
  id: item.id,
  descriptor: writeWords(item.words),
  price: writeItemPrice(item),
  quantity: writeQuantities(item),
  category_ids: item.categoryIds,
  fulfillment_ids: item.fulfillmentIds,
  location_ids: item.locationIds,
  add_ons: item.addOns?.map(({ id, name, amount }) => ({
    id,
    descriptor: { name },
    price: writePrice(amount, item.currency),
  })),
});

/** The documents write the unit of a rate behind the currency. */
const UNITS = { kWh: 'kWH', hour: 'hour' } as const;

const writeItemPrice = ({ price, currency }: ShownItem) =>
  'rate' in price
    ? {
        value: price.rate,
        currency: `${currency}/${UNITS[price.per]}`,
        ...(price.upTo !== undefined && { minimum_value: price.rate, maximum_value: price.upTo }),
      }
    : { value: toDecimal(price.amount), currency };

function writeQuantities({ available, minimum, selected, allocated }: ShownItem) {
  if (!available && !minimum && !selected && !allocated) return undefined;
  return {
    available: available && writeMeasure(available),
    minimum: minimum && writeMeasure(minimum),
    selected: selected && writeMeasure(selected),
    allocated: allocated && writeMeasure(allocated),
  };
}
