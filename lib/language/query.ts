import type { Circle } from './place.ts';
import type { Window } from './window.ts';
import type { Label, Quantity } from './wish.ts';

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
  readonly labels: readonly Label[];
}

interface Named {
  readonly id?: string;
  readonly name?: string;
  readonly code?: string;
}
