import { http } from '../../lib/aws/entry.ts';
import { lazily } from '../../lib/aws/lazily.ts';
import { html, page } from '../../lib/aws/page.ts';
import { businesses, links, orders } from '../../lib/aws/ports.ts';
import { linked } from '../../lib/flow/order/linked.ts';
import { orderOf } from '../../lib/flow/order/read.ts';
import type { OrderKey } from '../../lib/flow/ports/orders.ts';

const ports = lazily({ orders, businesses, links });

/** A ticket of an order, for who has its link: that it is there, and who answers. */
export const receive = http(async ({ pathParameters, requestContext }) => {
  const { id: token, ticket: ticketId = '' } = pathParameters ?? {};
  const see = async (key: OrderKey) => (await orderOf(key, ports))?.shown();
  const found = await linked('tickets', { token, at: requestContext.timeEpoch }, { links: ports.links, see });
  const { order } = found ?? {};
  const { help, tickets = [] } = order ?? {};
  if (order === undefined || help === undefined || !tickets.includes(ticketId))
    return page(404, 'Not found', html`<p>This link leads nowhere.</p>`);
  return page(
    200,
    `${order.provider.words.name ?? order.provider.id}: we have your question`,
    html`<p>Ticket <strong id="ticket-id">${ticketId}</strong></p>
<p>Order ${order.id ?? ''}</p>
<p>Name the ticket when you call or write: ${help.phone}, <a href="mailto:${help.email}">${help.email}</a>,
<a href="${help.url}" rel="noreferrer">${help.url}</a></p>`,
  );
});
