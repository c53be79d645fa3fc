import { paymentAnswers } from '../lib/aws/ports.ts';
import { changes } from '../lib/aws/processes.ts';
import { receives } from '../lib/aws/receives.ts';
import type { Changing } from '../lib/flow/order/action.ts';
import { paymentsIn } from '../lib/flow/order/collecting.ts';
import { transactionKey } from '../lib/flow/order/order-id.ts';

export const receive = receives('confirm');

// What a buyer says of price and payment is not proof: the order's own history counts, and who has collected the money.
export const confirm: Changing<'confirm'> = {
  key: transactionKey,
  says: (request) => ({ type: 'Confirm', payments: paymentsIn(request) }),
};

export const process = changes(confirm, paymentAnswers);
