import type { Answers } from '../domain/order/needs.ts';
import type { Query } from '../domain/order/query.ts';
import type { ProviderView } from '../domain/order/view.ts';
import type { Reads, When } from './action.ts';

const NOBODY = '';

/** Asks a domain what it offers; calendars are read only when the query names a time. */
export async function findOffers(
  query: Query,
  { at, domain }: When,
  { catalogues, holding }: Pick<Reads, 'catalogues' | 'holding'>,
): Promise<readonly ProviderView[]> {
  const catalogue = await catalogues.providers(domain.name);
  let answers: Answers = {};
  for (;;) {
    const found = domain.search(catalogue, query, answers);
    if (found.kind === 'found') return found.providers;
    if (found.need.kind !== 'free') throw new Error(`a search cannot need a ${found.need.kind}`);
    answers = { free: await holding.free(found.need, NOBODY, at) };
  }
}
