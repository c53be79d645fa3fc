import * as z from 'zod';
import { OrderEvent } from '../../events/order-event.ts';
import { notify } from '../flow/notify.ts';
import { queue } from './entry.ts';
import { lazily } from './lazily.ts';
import { log } from './log.ts';
import { businesses, callbacks, orders, self } from './ports.ts';

/** An event of the bus, as a rule puts it on a queue. */
const Envelope = z.object({ 'detail-type': z.string(), detail: OrderEvent });

const ports = lazily({ businesses, orders, callbacks, self });

/** The function behind a queue that a rule of the bus fills: tells the buyer, as the contract and the buyer's version have it. */
export const notifies = () =>
  queue<z.infer<typeof Envelope>>(
    async (body) => {
      const { 'detail-type': type, detail } = Envelope.parse(body);
      await notify(detail, type, ports);
      log('INFO', 'notified', { type, transaction_id: detail.transactionId });
    },
    ({ detail }) => ({ transaction_id: detail.transactionId }),
  );
