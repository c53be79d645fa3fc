import { chargePointAnswers } from '../lib/aws/ports.ts';
import { reads } from '../lib/aws/processes.ts';
import { receives } from '../lib/aws/receives.ts';
import type { Reading } from '../lib/flow/order/action.ts';
import { keyOf } from '../lib/flow/order/order-id.ts';
import { lookAt } from '../lib/flow/order/read.ts';

export const receive = receives('status');

export const status: Reading<'status'> = {
  async answer({ orderId, context }, { at }, ports) {
    const key = keyOf(context.buyer.id, orderId);
    const seen = key && (await lookAt(key, ports, at));
    return seen?.order.id === undefined
      ? { refusal: { reason: 'order-unknown', message: 'there is no such order' } }
      : { action: 'on_status', ...seen };
  },
};

export const process = reads(status, chargePointAnswers);
