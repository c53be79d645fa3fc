import { http } from '../../lib/aws/entry.ts';
import { lazily } from '../../lib/aws/lazily.ts';
import { html, page } from '../../lib/aws/page.ts';
import { chargePoints, links, orders } from '../../lib/aws/ports.ts';
import { liveReading, orderOf } from '../../lib/flow/read.ts';

const REFRESH_SECONDS = 10;

const ports = lazily({ orders, chargePoints, links });

/** The live page of an order, for who has its link. */
export const receive = http(async ({ pathParameters }) => {
  const key = await ports.links.open('track', pathParameters?.id ?? '');
  const order = key && (await orderOf(key, ports));
  const reading = await liveReading(order, ports);
  const view = order?.view(reading);
  if (view?.id === undefined) return page(404, 'Not found', html`<p>This link leads nowhere.</p>`);
  const { state } = view.fulfillment;
  const delivered = reading === undefined ? [] : [html`<p>${String(reading.energyWh / 1000)} kWh delivered</p>`];
  const changed = state?.updatedAt === undefined ? '' : new Date(state.updatedAt).toISOString();
  return page(
    200,
    `${view.provider.words.name ?? view.provider.id}: ${state?.name ?? ''}`,
    html`<p>Order ${view.id}</p>
${delivered}
<p>Last change <time datetime="${changed}">${changed}</time></p>`,
    REFRESH_SECONDS,
  );
});
