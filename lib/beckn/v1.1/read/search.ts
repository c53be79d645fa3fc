import * as z from 'zod';
import type { Query } from '../../../language/query.ts';
import { list, optional, required } from './leaf.ts';
import { VehicleWire } from './order.ts';
import { Place } from './place.ts';
import { WantedQuantity } from './quantity.ts';
import { Stops } from './stops.ts';
import { Id, Name } from './text.ts';
import { Descriptor, Tags } from './words.ts';

const Named = z
  .object({ id: optional(Id), descriptor: Descriptor.nullish() })
  .transform(({ id, descriptor }) => ({ id, name: descriptor?.name, code: descriptor?.code }));

const Provider = z
  .object({
    id: optional(Id),
    descriptor: Descriptor.nullish(),
    rating: optional(Name),
    locations: list(z.object({ id: optional(Id) })).nullish(),
    tags: Tags.nullish(),
  })
  .transform(({ id, descriptor, rating, locations }) => ({
    named: { id, name: descriptor?.name, code: descriptor?.code, rating },
    locationIds: locations?.flatMap((location) => location.id ?? []) ?? [],
  }));

const Item = z.object({
  id: optional(Id),
  descriptor: Descriptor.nullish(),
  category: Named.nullish(),
  location_ids: list(required(Id)).nullish(),
  quantity: WantedQuantity.nullish(),
  tags: Tags.nullish(),
});
type Item = z.infer<typeof Item>;

const Fulfillment = z.object({
  type: optional(Name),
  stops: Stops.nullish(),
  vehicle: VehicleWire.nullish(),
  tags: Tags.nullish(),
});

/** What is looked for may stand where an order has it or directly in the intent. */
export const Intent = z
  .object({
    descriptor: Descriptor.nullish(),
    provider: Provider.nullish(),
    item: Item.nullish(),
    category: Named.nullish(),
    fulfillment: Fulfillment.nullish(),
    location: Place.nullish(),
    tags: Tags.nullish(),
  })
  .transform(
    ({ descriptor, provider, item, category, fulfillment, location, tags }): Query => ({
      text: descriptor?.name ?? descriptor?.code ?? descriptor?.short_desc,
      provider: provider?.named,
      item: item ? namedItem(item) : undefined,
      category: category ?? item?.category ?? undefined,
      quantity: item?.quantity ?? undefined,
      fulfillmentType: fulfillment?.type,
      window: fulfillment?.stops?.window,
      near: location?.near ?? fulfillment?.stops?.near,
      locationIds: [
        location?.id === undefined ? [] : [location.id],
        provider?.locationIds ?? [],
        item?.location_ids ?? [],
        fulfillment?.stops?.locationIds ?? [],
      ].filter((ids) => ids.length > 0),
      vehicle: fulfillment?.vehicle ?? undefined,
      labels: [...(tags ?? []), ...(item?.tags ?? []), ...(fulfillment?.tags ?? [])],
    }),
  );

const namedItem = ({ id, descriptor }: Item) => ({ id, name: descriptor?.name, code: descriptor?.code });
