import { queue } from '../lib/aws/entry.ts';
import { reports } from '../lib/aws/processes.ts';
import type { Timer } from '../lib/flow/ports.ts';

/** A deadline of an order passed. The name of the timer is its cause: fired twice, it still happens once. */
export const process = queue(async (body, { at }) => {
  const timer = body as Timer; // set by our own functions alone
  const { key, purpose, at: due } = timer;
  await reports({
    key,
    at: Math.max(at, due),
    from: 'timers',
    delivery: `${purpose}-${due}`,
    command: { type: 'Elapse', purpose, due },
  });
});
