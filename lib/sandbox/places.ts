import * as z from 'zod';

/** Where somebody can plug in: a fulfillment of a provider, under an item that is sold there. */
export interface Place {
  readonly providerId: string;
  readonly itemId: string;
  readonly fulfillmentId: string;
}

const Provider = z.object({
  id: z.string(),
  items: z.array(z.object({ id: z.string(), fulfillmentIds: z.array(z.string()).optional() })),
  fulfillments: z.array(z.object({ id: z.string() })),
});

interface Catalogue {
  providers(business: string): Promise<readonly unknown[]>;
}

/** The place that `provider/item/fulfillment` means. Ids may hold slashes, so a path is compared and not taken apart. */
export async function findPlace(catalogue: Catalogue, path: string): Promise<Place | undefined> {
  const providers = await catalogue.providers('ev-charging');
  return providers.flatMap(placesOf).find((place) => pathOf(place) === path);
}

const pathOf = ({ providerId, itemId, fulfillmentId }: Place) => [providerId, itemId, fulfillmentId].join('/');

function placesOf(entry: unknown): readonly Place[] {
  const { data: provider } = Provider.safeParse(entry);
  if (provider === undefined) return [];
  const everywhere = provider.fulfillments.map(({ id }) => id);
  return provider.items.flatMap(({ id: itemId, fulfillmentIds = everywhere }) =>
    fulfillmentIds.map((fulfillmentId) => ({ providerId: provider.id, itemId, fulfillmentId })),
  );
}
