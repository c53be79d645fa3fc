import type { Asked, Businesses, Stock } from '../domain/business.ts';
import type { Catalogues } from '../flow/ports/catalogues.ts';

interface Entries {
  providers(business: string): Promise<readonly unknown[]>;
  /** What customers say of them. */
  ratings(business: string): Promise<NonNullable<Asked['ratings']>>;
}

/** What businesses make of the entries of their catalogues, made once for each version of them. */
export function stocked(entries: Entries, businesses: Businesses): Catalogues {
  const made = new WeakMap<readonly unknown[], Stock>();
  return {
    async stock(business) {
      const [providers, ratings] = await Promise.all([entries.providers(business), entries.ratings(business)]);
      const known = made.get(providers) ?? businesses[business].stock(providers);
      made.set(providers, known);
      return { ...known, search: (asked) => known.search({ ...asked, ratings }) };
    },
  };
}
