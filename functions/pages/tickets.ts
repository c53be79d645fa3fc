import { http } from '../../lib/aws/entry.ts';
import { lazily } from '../../lib/aws/lazily.ts';
import { html, page } from '../../lib/aws/page.ts';
import { businesses, links, orders } from '../../lib/aws/ports.ts';
import { orderOf } from '../../lib/flow/order/read.ts';

const ports = lazily({ orders, businesses, links });

/** A ticket of an order, for who has its link: that it is there, and who answers. */
export const receive = http(async ({ pathParameters }) => {
  const { id = '', ticket: ticketId = '' } = pathParameters ?? {};
  const key = await ports.links.open('tickets', id);
  const order = key && (await orderOf(key, ports))?.shown();
  const help = order?.help;
  const known = order?.tickets ?? [];
  if (order?.id === undefined || help === undefined || !known.includes(ticketId))
    return page(404, 'Not found', html`<p>This link leads nowhere.</p>`);
  return page(
    200,
    `${order.provider.words.name ?? order.provider.id}: we have your question`,
    html`<p>Ticket <strong id="ticket-id">${ticketId}</strong></p>
<p>Order ${order.id}</p>
<p>Name the ticket when you call or write: ${help.phone}, <a href="mailto:${help.email}">${help.email}</a>,
<a href="${help.url}" rel="noreferrer">${help.url}</a></p>`,
  );
});
