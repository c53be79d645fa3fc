import { paymentAnswers } from '../lib/aws/ports.ts';
import { changes } from '../lib/aws/processes.ts';
import { receives } from '../lib/aws/receives.ts';
import type { Changing } from '../lib/flow/order/action.ts';
import { transactionKey } from '../lib/flow/order/order-id.ts';

export const receive = receives('confirm');

// What the buyer says of price and payment is not proof: only the order's own history and the payment provider count.
export const confirm: Changing<'confirm'> = {
  key: transactionKey,
  says: () => ({ type: 'Confirm' }),
};

export const process = changes(confirm, paymentAnswers);
