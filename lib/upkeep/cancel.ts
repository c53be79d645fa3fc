import * as z from 'zod';
import { orderStore } from '../aws/order-store.ts';
import { workQueue } from '../aws/work-queue.ts';
import { businesses } from '../domain/businesses.ts';
import { isAsking } from '../domain/decision.ts';
import { caseIdOf, orderIdOf } from '../flow/order/order-id.ts';
import { orderIn } from '../flow/order/past.ts';
import { type Reported, reportParcel } from '../flow/order/reported.ts';
import { command, Flag } from './command.ts';
import { keyFor } from './named-order.ts';

const Text = z.string().min(1);

export const cancel = command({
  usage: 'cancel --order ID [--buyer ID] --reason REASON [--words TEXT] [--yes]',
  does: 'cancels an order for the provider: the buyer hears of it, and what was not delivered is paid back',
  options: z.strictObject({
    order: Text,
    buyer: Text.optional(),
    reason: Text,
    words: Text.max(500).optional(),
    yes: Flag,
  }),
  async run({ order: id, buyer, reason, words, yes }, deployment, tell) {
    const key = await keyFor({ order: id, buyer }, deployment);
    const entries = await orderStore(deployment.output('OrdersTable')).history(key);
    const said = { type: 'CancelByProvider', reason, words };
    const order = orderIn({ entries }, businesses);
    const decision = order?.decide({ ...said, ...{ at: Date.now(), orderId: orderIdOf(key), caseId: caseIdOf(key) } });
    if (order === undefined || decision === undefined) {
      tell({ nothing: 'there is no such order', order: id });
      return false;
    }
    const { stage } = order.standing();
    if (!isAsking(decision) && decision.kind === 'refused') {
      tell({ refused: decision.refusal.message, order: id, stage });
      return false;
    }
    // It is decided again when it is worked off: until then the order may have gone on.
    if (yes)
      await workQueue<Reported>(deployment.output('ReportsQueueUrl')).send(
        reportParcel('staff', { about: { key }, command: said }, key.buyerId),
      );
    tell({ [yes ? 'queued' : 'wouldQueue']: 'CancelByProvider', order: id, stage, reason });
    return true;
  },
});
