import type { ActionOf } from '../../lib/beckn/actions.ts';
import type { Changing } from '../../lib/flow/action.ts';
import { orderKey, transactionKey } from '../../lib/flow/order-id.ts';
import { showOrder } from '../../lib/flow/present.ts';
import { offeredBy, partyIn, wishIn } from '../../lib/flow/wish.ts';

/** What the functions behind the queues say of the actions that change orders. */
export const actions: { readonly [A in ActionOf<'change'>]: Changing<A> } = {
  select: {
    begins: true,
    key: transactionKey,
    command: async ({ order, context }, { at, domain, catalogues }) => ({
      type: 'Select',
      buyerId: context.buyer.id,
      wish: wishIn(order, at),
      offered: await offeredBy(order.providerId, domain.name, catalogues),
    }),
    reply: (order) => ({ action: 'on_select', order: showOrder(order) }),
  },
  init: {
    begins: true,
    key: transactionKey,
    command: async ({ order, context }, { at, domain, catalogues }) => ({
      type: 'Initiate',
      buyerId: context.buyer.id,
      wish: wishIn(order, at),
      offered: await offeredBy(order.providerId, domain.name, catalogues),
      party: partyIn(order),
    }),
    reply: (order) => ({ action: 'on_init', order: showOrder(order) }),
  },
  confirm: {
    key: transactionKey,
    command: () => ({ type: 'Confirm' }),
    reply: (order) => ({ action: 'on_confirm', order: showOrder(order) }),
  },
  update: {
    key: transactionKey,
    command: ({ target, order: { fulfillments } }) => ({
      type: 'ChangeState',
      target,
      state: fulfillments[0]?.state,
      fulfillmentId: fulfillments[0]?.id,
    }),
    reply: (order) => ({ action: 'on_update', order: showOrder(order) }),
  },
  cancel: {
    key: (request) => orderKey(request, request.orderId),
    command: ({ reasonId, description }) => ({ type: 'Cancel', reasonId, description }),
    reply: (order) => ({ action: 'on_cancel', order: showOrder(order) }),
  },
  rating: {
    key: (request) => orderKey(request, request.ratings[0]?.id ?? ''),
    command: ({ ratings }) => ({ type: 'Rate', ratings }),
    reply: async (_order, _request, { key, links }) => ({
      action: 'on_rating',
      feedbackForm: { url: await links.form(key) },
    }),
  },
  support: {
    key: (request) => orderKey(request, request.reference.id ?? ''),
    command: (_request, { delivery }) => ({ type: 'AskForHelp', ticketId: `ticket-${delivery}` }),
    reply(order, { reference }) {
      const help = order.help();
      if (help === undefined) throw new Error('nobody asked for help');
      return { action: 'on_support', support: { reference, ...help } };
    },
  },
};
