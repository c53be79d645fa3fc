import { chargePointAnswers } from '../lib/aws/ports.ts';
import { changes } from '../lib/aws/processes.ts';
import { receives } from '../lib/aws/receives.ts';
import type { Changing } from '../lib/flow/order/action.ts';
import { orderKey } from '../lib/flow/order/order-id.ts';

export const receive = receives('cancel');

export const cancel: Changing<'cancel'> = {
  mostMessages: Number.POSITIVE_INFINITY,
  key: (request) => orderKey(request, request.orderId),
  says: ({ reasonId, description }) => ({ type: 'Cancel', reasonId, description }),
};

export const process = changes(cancel, chargePointAnswers);
