import { http } from '../../lib/aws/entry.ts';
import { lazily } from '../../lib/aws/lazily.ts';
import { html, page } from '../../lib/aws/page.ts';
import { businesses, chargePointAnswers, links, orders } from '../../lib/aws/ports.ts';
import { lookAt } from '../../lib/flow/order/read.ts';

const REFRESH_SECONDS = 10;

const ports = lazily({ orders, businesses, answers: chargePointAnswers, links });

/** The live page of an order, for who has its link. */
export const receive = http(async ({ pathParameters, requestContext }) => {
  const key = await ports.links.open('track', pathParameters?.id ?? '');
  const { order } = (key && (await lookAt(key, ports, requestContext.timeEpoch))) ?? {};
  if (order?.id === undefined) return page(404, 'Not found', html`<p>This link leads nowhere.</p>`);
  const { updatedAt, provider, fulfillments, live = [] } = order;
  const changed = updatedAt === undefined ? '' : new Date(updatedAt).toISOString();
  const headline = fulfillments.flatMap((one) => one.headline ?? []).join(', ');
  return page(
    200,
    `${provider.words.name ?? provider.id}: ${headline}`,
    html`<p>Order ${order.id}</p>
${live.map((fact) => html`<p>${fact}</p>`)}
<p>Last change <time datetime="${changed}">${changed}</time></p>`,
    REFRESH_SECONDS,
  );
});
