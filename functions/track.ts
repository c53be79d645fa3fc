import { reads } from '../lib/aws/processes.ts';
import { receives } from '../lib/aws/receives.ts';
import { keyOf } from '../lib/flow/order-id.ts';
import { currentOrder } from '../lib/flow/read.ts';

export const receive = receives('track');

export const process = reads<'track'>({
  async answer({ orderId, context }, _when, ports) {
    const key = keyOf(context.buyer.id, orderId);
    const order = await currentOrder(context.buyer.id, orderId, ports);
    if (key === undefined || order?.view()?.id === undefined)
      return { refusal: { reason: 'order-unknown', message: 'there is no such order' } };
    const tracking = order.tracking();
    if (tracking === undefined)
      return { refusal: { reason: 'tracking-unsupported', message: 'an order can be tracked once it is confirmed' } };
    return { action: 'on_track', tracking: { ...tracking, id: `track-${orderId}`, url: await ports.links.track(key) } };
  },
});
