import { businessTime } from '../lib/aws/business-time.ts';
import { queue } from '../lib/aws/entry.ts';
import { payments } from '../lib/aws/ports.ts';
import { reporting } from '../lib/aws/processes.ts';
import { timerDelivery } from '../lib/flow/overdue.ts';
import type { Timer } from '../lib/flow/ports.ts';

const reports = reporting({ payments });

/** A deadline of an order passed. The name of the timer is its cause: fired twice, it still happens once. */
export const process = queue<Timer>(
  async ({ key, purpose, at: due }, { sentAt }) => {
    await reports({
      key,
      at: Math.max(await businessTime(sentAt), due),
      from: 'timers',
      delivery: timerDelivery({ purpose, at: due }),
      command: { type: 'Elapse', purpose, due },
    });
  },
  ({ key }) => ({ action: 'timers', transaction_id: key.transactionId }),
);
