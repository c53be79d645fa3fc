import type { Vehicle } from './party.ts';
import type { Circle } from './place.ts';
import type { Window } from './window.ts';
import type { Label, Quantity, Wish } from './wish.ts';

/** What a buyer looks for, whatever the business. */
export interface Query {
  readonly text?: string;
  readonly provider?: Named & { readonly rating?: string };
  readonly item?: Named;
  readonly category?: Named;
  readonly quantity?: Quantity;
  readonly fulfillmentType?: string;
  readonly window?: Window;
  readonly near?: Circle;
  /** Places by their ids, in lists: any of a list, and one of each list. */
  readonly locationIds?: readonly (readonly string[])[];
  /** What it is for. */
  readonly vehicle?: Vehicle;
  readonly labels: readonly Label[];
}

interface Named {
  readonly id?: string;
  readonly name?: string;
  readonly code?: string;
}

/** Who selects a provider without an item looks for what it has; what is said of a fulfillment narrows that. */
export const queryIn = ({ providerId, locationIds = [], fulfillments: [first] }: Wish): Query => ({
  provider: { id: providerId },
  fulfillmentType: first?.type,
  window: first?.window,
  vehicle: first?.vehicle,
  locationIds: [locationIds, first?.locationIds ?? []].filter((ids) => ids.length > 0),
  labels: first?.labels ?? [],
});
