import { paymentAnswers } from '../lib/aws/ports.ts';
import { changes } from '../lib/aws/processes.ts';
import { receives } from '../lib/aws/receives.ts';
import type { Changing } from '../lib/flow/order/action.ts';
import { collectorIn } from '../lib/flow/order/collecting.ts';
import { transactionKey } from '../lib/flow/order/order-id.ts';

export const receive = receives('init');

export const init: Changing<'init'> = {
  key: transactionKey,
  says(request, { wanted }) {
    const { order: wish, context } = request;
    return {
      type: 'Initiate',
      buyerId: context.buyer.id,
      wish,
      wanted: wanted(wish),
      party: { billing: wish.billing, customer: wish.fulfillments[0]?.customer },
      collector: collectorIn(request),
    };
  },
};

export const process = changes(init, paymentAnswers);
