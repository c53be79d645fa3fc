import { OrderEvent } from '../../events/order-event.ts';
import { notify } from '../flow/out/notify.ts';
import { queue } from './entry.ts';
import { lazily } from './lazily.ts';
import { log } from './log.ts';
import { businesses, callbacks, orders, self } from './ports.ts';

const ports = lazily({ businesses, orders, callbacks, self });

/** The function behind a queue that a rule of the bus fills: tells the buyer, as the contract and the buyer's version have it. */
export const notifies = () =>
  queue(async (detail, _delivery, { action: type, transactionId }) => {
    await notify(OrderEvent.parse(detail), type, ports);
    log('INFO', 'notified', { type, transaction_id: transactionId });
  });
