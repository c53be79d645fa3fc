import { http } from '../../lib/aws/entry.ts';
import { lazily } from '../../lib/aws/lazily.ts';
import { html, page } from '../../lib/aws/page.ts';
import { businesses, chargePointAnswers, links, orders } from '../../lib/aws/ports.ts';
import { linked } from '../../lib/flow/order/linked.ts';
import { lookAt } from '../../lib/flow/order/read.ts';
import type { OrderKey } from '../../lib/flow/ports/orders.ts';

const REFRESH_SECONDS = 10;

const ports = lazily({ orders, businesses, answers: chargePointAnswers, links });

/** The live page of an order, for who has its link. */
export const receive = http(async ({ pathParameters, requestContext }) => {
  const at = requestContext.timeEpoch;
  const see = async (key: OrderKey) => (await lookAt(key, ports, at))?.order;
  const found = await linked('track', { token: pathParameters?.id, at }, { links: ports.links, see });
  if (found === undefined) return page(404, 'Not found', html`<p>This link leads nowhere.</p>`);
  const { order } = found;
  const { updatedAt, provider, fulfillments, live = [] } = order;
  const changed = updatedAt === undefined ? '' : new Date(updatedAt).toISOString();
  const headline = fulfillments.flatMap((one) => one.headline ?? []).join(', ');
  return page(
    200,
    `${provider.words.name ?? provider.id}: ${headline}`,
    html`<p>Order ${order.id ?? ''}</p>
${live.map((fact) => html`<p>${fact}</p>`)}
<p>Last change <time datetime="${changed}">${changed}</time></p>`,
    REFRESH_SECONDS,
  );
});
