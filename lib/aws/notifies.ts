import * as z from 'zod';
import { OrderEvent } from '../../events/order-event.ts';
import type { Order } from '../domain/domain.ts';
import { notify, orderAt } from '../flow/notify.ts';
import { queue } from './entry.ts';
import { lazily } from './lazily.ts';
import { log } from './log.ts';
import { callbacks, orders, self } from './ports.ts';

/** An event of the bus, as a rule puts it on a queue. */
const Envelope = z.object({ 'detail-type': z.string(), detail: OrderEvent });

interface Tools {
  readonly type: string;
  tell(event: OrderEvent, action: 'on_status' | 'on_update' | 'on_cancel'): Promise<void>;
  /** The order as it was right after the event. */
  orderThen(event: OrderEvent): Promise<Order>;
}

const ports = lazily({ orders, callbacks, self });

/** The function behind a queue that a rule of the bus fills. */
export const notifies = (handler: (event: OrderEvent, tools: Tools) => Promise<void>) =>
  queue<z.infer<typeof Envelope>>(
    async (body) => {
      const { 'detail-type': type, detail } = Envelope.parse(body);
      await handler(detail, {
        type,
        tell: (event, action) => notify(event, action, ports),
        orderThen: async (event) => (await orderAt(event, ports.orders)).order,
      });
      log('INFO', 'notified', { type, transaction_id: detail.transactionId });
    },
    ({ detail }) => ({ transaction_id: detail.transactionId }),
  );
