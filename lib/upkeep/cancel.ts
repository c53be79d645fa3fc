import * as z from 'zod';
import { businessTime } from '../aws/business-time.ts';
import { orderStore } from '../aws/order-store.ts';
import { workQueue } from '../aws/work-queue.ts';
import { businesses } from '../domain/businesses.ts';
import { Cancellation, cancellation, foresee, tell as tellOrder } from '../flow/order/staff.ts';
import { command, Flag } from './command.ts';
import { keyFor } from './named-order.ts';

const Text = z.string().min(1);

export const cancel = command({
  usage: 'cancel --order ID [--buyer ID] --reason REASON [--words TEXT] [--yes]',
  does: 'cancels an order for the provider: the buyer hears of it, and what was not delivered is paid back',
  options: z.strictObject({ order: Text, buyer: Text.optional(), ...Cancellation.shape, yes: Flag }),
  async run({ order, buyer, yes, ...said }, deployment, tell) {
    const key = await keyFor({ order, buyer }, deployment);
    const orders = orderStore(deployment.output('OrdersTable'));
    const command = cancellation(said);
    const at = await businessTime(Date.now());
    const foreseen = await foresee(key, command, { at, orders, businesses });
    if (foreseen === undefined) {
      tell({ nothing: 'there is no such order', order });
      return false;
    }
    const { stage, refusal } = foreseen;
    if (refusal !== undefined) {
      tell({ refused: refusal.message, order, stage });
      return false;
    }
    if (yes) await tellOrder(key, command, workQueue(deployment.output('ReportsQueueUrl')));
    tell({ [yes ? 'queued' : 'wouldQueue']: command.type, order, stage, reason: said.reason });
    return true;
  },
});
