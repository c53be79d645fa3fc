import type { Shown } from '../../language/shown.ts';
import type { Links, Page } from '../ports/links.ts';
import type { OrderKey } from '../ports/orders.ts';

/** How long the links of an order that is over lead anywhere. */
const LAPSE = 7 * 24 * 3_600_000;

interface Follower {
  readonly links: Pick<Links, 'open'>;
  see(key: OrderKey): Promise<Shown | undefined>;
}

/** The order behind a link; undefined for one that nobody gave out, and for one that has lapsed (decision 81). */
export async function linked(
  page: Page,
  { token, at }: { readonly token: string | undefined; readonly at: number },
  { links, see }: Follower,
): Promise<{ readonly key: OrderKey; readonly order: Shown } | undefined> {
  const key = await links.open(page, token ?? '');
  const order = key && (await see(key));
  return key === undefined || order?.id === undefined || isLapsed(order, at) ? undefined : { key, order };
}

const isLapsed = ({ status, updatedAt = 0 }: Shown, at: number): boolean =>
  (status === 'complete' || status === 'cancelled') && at > updatedAt + LAPSE;
