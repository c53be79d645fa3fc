import type { AddOn, Item, Price, Quantity } from '../../message.ts';
import { writeDescriptor, writeTags } from './descriptor.ts';

export const writeItem = (item: Item) => ({
  id: item.id,
  descriptor: writeDescriptor(item.descriptor),
  price: writePrice(item.price),
  quantity: writeQuantities(item),
  category_ids: item.categoryIds,
  fulfillment_ids: item.fulfillmentIds,
  location_ids: item.locationIds,
  add_ons: item.addOns?.map(writeAddOn),
  tags: item.tags?.map(writeTags),
});

export const writePrice = ({ value, currency }: Price) => ({ value, currency });

export const writeMeasure = ({ value, unit }: Quantity) => ({ measure: { value, unit } });

const writeAddOn = ({ id, name, price }: AddOn) => ({ id, descriptor: { name }, price: writePrice(price) });

function writeQuantities({ available, selected, allocated }: Item) {
  if (!available && !selected && !allocated) return undefined;
  return {
    available: available && writeMeasure(available),
    selected: selected && writeMeasure(selected),
    allocated: allocated && writeMeasure(allocated),
  };
}
