import { reads } from '../lib/aws/processes.ts';
import { receives } from '../lib/aws/receives.ts';
import { presentOrder } from '../lib/flow/present.ts';
import { currentOrder, liveReading } from '../lib/flow/read.ts';

export const receive = receives('status');

export const process = reads<'status'>({
  async answer({ orderId, context }, _when, ports) {
    const order = await currentOrder(context.buyer.id, orderId, ports);
    const view = order?.view(await liveReading(order, ports));
    return view?.id === undefined
      ? { refusal: { reason: 'order-unknown', message: 'there is no such order' } }
      : { action: 'on_status', order: presentOrder(view) };
  },
});
