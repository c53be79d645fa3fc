import type { BusinessName } from '../../language/business.ts';
import type { Wish } from '../../language/wish.ts';
import type { Catalogues } from '../ports/catalogues.ts';

/** A first message is for the business that sells what it names; where none does, the first of them says so. */
export async function sellerOf(
  candidates: readonly [BusinessName, ...BusinessName[]],
  wish: Wish | undefined,
  catalogues: Catalogues,
): Promise<BusinessName> {
  const [first, ...others] = candidates;
  if (others.length === 0 || wish === undefined) return first;
  const items = wish.items.map(({ id }) => id);
  const sold = await Promise.all(
    candidates.map(async (name) => (await catalogues.stock(name)).sells(wish.providerId, items)),
  );
  return candidates[sold.indexOf(true)] ?? first;
}
