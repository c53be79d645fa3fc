import { chargePoints } from '../lib/aws/ports.ts';
import { changes } from '../lib/aws/processes.ts';
import { receives } from '../lib/aws/receives.ts';
import { orderKey } from '../lib/flow/order-id.ts';
import { showOrder } from '../lib/flow/present.ts';

export const receive = receives('cancel');

export const process = changes<'cancel'>(
  {
    key: (request) => orderKey(request, request.orderId),
    command: ({ reasonId, description }) => ({ type: 'Cancel', reasonId, description }),
    reply: (order) => ({ action: 'on_cancel', order: showOrder(order) }),
  },
  { chargePoints },
);
