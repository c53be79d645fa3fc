import { chargePointAnswers } from '../lib/aws/ports.ts';
import { changes } from '../lib/aws/processes.ts';
import { receives } from '../lib/aws/receives.ts';
import { limits } from '../lib/flow/limits.ts';
import type { Changing } from '../lib/flow/order/action.ts';
import { orderKey, transactionKey } from '../lib/flow/order/order-id.ts';

export const receive = receives('update');

export const update: Changing<'update'> = {
  // The DENT workflow updates without naming the order: then it is that of the transaction.
  key: (request) => (request.order.id === undefined ? transactionKey(request) : orderKey(request, request.order.id)),
  mostMessages: limits.updatedEntriesOfTransaction,
  says: ({ target, order }, { told }) => told(target, order),
};

export const process = changes(update, chargePointAnswers);
