import { changes } from '../lib/aws/processes.ts';
import { receives } from '../lib/aws/receives.ts';
import type { Changing } from '../lib/flow/action.ts';
import { transactionKey } from '../lib/flow/order-id.ts';
import { showOrder } from '../lib/flow/present.ts';
import { offeredBy, wishIn } from '../lib/flow/wish.ts';

export const receive = receives('select');

export const select: Changing<'select'> = {
  key: transactionKey,
  begins: true,
  command: async ({ order, context }, { at, domain, catalogues }) => ({
    type: 'Select',
    buyerId: context.buyer.id,
    wish: wishIn(order, at),
    offered: await offeredBy(order.providerId, domain.name, catalogues),
  }),
  reply: (order) => ({ action: 'on_select', order: showOrder(order) }),
};

export const process = changes(select);
