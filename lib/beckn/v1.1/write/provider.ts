import type { Catalog, Provider } from '../../message.ts';
import { writeDescriptor } from './descriptor.ts';
import { writeFulfillment } from './fulfillment.ts';
import { writeItem } from './item.ts';
import { writeLocation } from './location.ts';

export const writeCatalog = ({ descriptor, providers }: Catalog) => ({
  descriptor: writeDescriptor(descriptor),
  providers: providers.map(writeProvider),
});

export const writeProvider = ({ id, descriptor, rating, categories, locations, items, fulfillments }: Provider) => ({
  id,
  descriptor: writeDescriptor(descriptor),
  rating,
  categories: categories?.map((category) => ({ id: category.id, descriptor: writeDescriptor(category.descriptor) })),
  locations: locations?.map(writeLocation),
  items: items?.map(writeItem),
  fulfillments: fulfillments?.map(writeFulfillment),
});
