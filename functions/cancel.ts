import { chargePoints } from '../lib/aws/ports.ts';
import { changes } from '../lib/aws/processes.ts';
import { receives } from '../lib/aws/receives.ts';
import type { Changing } from '../lib/flow/action.ts';
import { orderKey } from '../lib/flow/order-id.ts';
import { showOrder } from '../lib/flow/present.ts';

export const receive = receives('cancel');

export const cancel: Changing<'cancel'> = {
  key: (request) => orderKey(request, request.orderId),
  command: ({ reasonId, description }) => ({ type: 'Cancel', reasonId, description }),
  reply: (order) => ({ action: 'on_cancel', order: showOrder(order) }),
};

export const process = changes(cancel, { chargePoints });
