import { payments } from '../lib/aws/ports.ts';
import { changes } from '../lib/aws/processes.ts';
import { receives } from '../lib/aws/receives.ts';
import type { Changing } from '../lib/flow/action.ts';
import { transactionKey } from '../lib/flow/order-id.ts';
import { showOrder } from '../lib/flow/present.ts';
import { offeredBy, partyIn, wishIn } from '../lib/flow/wish.ts';

export const receive = receives('init');

export const init: Changing<'init'> = {
  key: transactionKey,
  command: async ({ order, context }, { at, domain, catalogues }) => ({
    type: 'Initiate',
    buyerId: context.buyer.id,
    wish: wishIn(order, at),
    offered: await offeredBy(order.providerId, domain.name, catalogues),
    party: partyIn(order),
  }),
  reply: (order) => ({ action: 'on_init', order: showOrder(order) }),
};

export const process = changes(init, { payments });
