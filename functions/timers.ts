import { businessTime } from '../lib/aws/business-time.ts';
import { queue } from '../lib/aws/entry.ts';
import { chargePointAnswers, paymentAnswers } from '../lib/aws/ports.ts';
import { reporting } from '../lib/aws/processes.ts';
import { TIMERS, timerDelivery } from '../lib/flow/again/overdue.ts';
import type { Timer } from '../lib/flow/ports/timers.ts';

const tell = reporting(() => ({ ...paymentAnswers(), ...chargePointAnswers() }));

/** A deadline of an order passed. The name of the timer is its cause: fired twice, it still happens once. */
export const process = queue<Timer>(async ({ key, purpose, at: due }, { sentAt }) => {
  const at = Math.max(await businessTime(sentAt), due);
  const delivery = timerDelivery({ purpose, at: due });
  await tell({ about: { key }, command: { type: 'Elapse', purpose, due } }, { at, from: TIMERS, delivery });
});
