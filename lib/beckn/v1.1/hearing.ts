import type { BusinessName } from '../../language/business.ts';
import type { Label } from '../../language/wish.ts';
import type { ReplyAction } from '../actions.ts';
import type { Hearing } from '../hearing.ts';
import { dialects } from './dialects/dialects.ts';

/** Requests in the ears of a business. */
export function hearing(business: BusinessName): Hearing {
  const dialect = dialects[business];
  const tells: ReadonlyMap<string, ReplyAction> = new Map(Object.entries(dialect.tells));
  return {
    wanted: (said) => ('items' in said ? dialect.wanted(labelsOf(said), said) : dialect.wanted(said.labels, said)),
    told: dialect.told,
    tells: (event) => tells.get(event),
  };
}

/** Businesses whose network a context names. */
export const businessesOn = (network: string): readonly BusinessName[] =>
  businessNames.filter((name) => dialects[name].network === network);

const businessNames = Object.keys(dialects) as readonly BusinessName[]; // Object.keys forgets the key type

interface Labelled {
  readonly labels: readonly Label[];
}

/** Senders put a label beside the fulfillment or the item that it is about. */
const labelsOf = (wish: { readonly fulfillments: readonly Labelled[]; readonly items: readonly Labelled[] }) => [
  ...(wish.fulfillments[0]?.labels ?? []),
  ...wish.items.flatMap(({ labels }) => labels),
];
