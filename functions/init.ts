import { paymentAnswers } from '../lib/aws/ports.ts';
import { changes } from '../lib/aws/processes.ts';
import { receives } from '../lib/aws/receives.ts';
import type { Changing } from '../lib/flow/order/action.ts';
import { transactionKey } from '../lib/flow/order/order-id.ts';

export const receive = receives('init');

export const init: Changing<'init'> = {
  key: transactionKey,
  says: ({ order: wish, context }, { wanted }) => ({
    type: 'Initiate',
    buyerId: context.buyer.id,
    wish,
    wanted: wanted(wish),
    party: { billing: wish.billing, customer: wish.fulfillments[0]?.customer },
  }),
};

export const process = changes(init, paymentAnswers);
