import { reads } from '../lib/aws/processes.ts';
import { receives } from '../lib/aws/receives.ts';
import type { Reading } from '../lib/flow/order/action.ts';
import { currentOrder } from '../lib/flow/order/read.ts';

export const receive = receives('track');

export const track: Reading<'track'> = {
  async answer({ orderId, context }, _when, ports) {
    const current = await currentOrder(context.buyer.id, orderId, ports);
    const shown = current?.order.shown();
    if (current === undefined || shown?.id === undefined)
      return { refusal: { reason: 'order-unknown', message: 'there is no such order' } };
    const { tracking } = shown;
    if (tracking === undefined)
      return { refusal: { reason: 'tracking-unsupported', message: 'an order can be tracked once it is confirmed' } };
    const url = await ports.links.track(current.key);
    return { action: 'on_track', tracking: { ...tracking, id: `track-${orderId}`, url } };
  },
};

export const process = reads(track);
