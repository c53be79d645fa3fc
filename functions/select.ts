import { changes } from '../lib/aws/processes.ts';
import { receives } from '../lib/aws/receives.ts';
import type { Changing } from '../lib/flow/order/action.ts';
import { transactionKey } from '../lib/flow/order/order-id.ts';
import { providerShown } from '../lib/flow/order/provider-shown.ts';

export const receive = receives('select');

export const select: Changing<'select'> = {
  key: transactionKey,
  begins: true,
  asks: ({ order }) => (order.items.length === 0 ? providerShown : undefined),
  says: ({ order: wish, context }, { wanted }) => ({
    type: 'Select',
    buyerId: context.buyer.id,
    wish,
    wanted: wanted(wish),
  }),
};

export const process = changes(select);
