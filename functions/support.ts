import { changes } from '../lib/aws/processes.ts';
import { receives } from '../lib/aws/receives.ts';
import type { Changing } from '../lib/flow/order/action.ts';
import { isOrderId, orderKey, transactionKey } from '../lib/flow/order/order-id.ts';

export const receive = receives('support');

export const support: Changing<'support'> = {
  key(request) {
    const { id } = request.reference;
    return id !== undefined && isOrderId(id) ? orderKey(request, id) : transactionKey(request);
  },
  says: (_request, { delivery }) => ({ type: 'AskForHelp', ticketId: `ticket-${delivery}` }),
  async reply(order, { reference }, { key, links }) {
    const help = order.shown()?.help;
    if (help === undefined) throw new Error('nobody asked for help');
    return { action: 'on_support', support: { reference, ...help, url: await links.ticket(key, help.ticketId) } };
  },
};

export const process = changes(support);
