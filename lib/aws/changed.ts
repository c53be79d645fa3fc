import type { Committed } from '../flow/order/commit.ts';
import { type Progress, progressOf } from '../flow/order/progress.ts';
import type { Facts } from './log.ts';
import { measure } from './metrics.ts';

/** What a message changed, in words for the log. Measured only if the entry was written just now, and not found again (decision 25). */
export function changed(committed: Committed | undefined): Facts {
  if (committed === undefined) return {};
  const progress = progressOf(committed);
  if (committed.added) measureAll(progress);
  const { events, stage, refused: code } = progress;
  return { events: events.join(' '), stage, code, again: committed.added ? undefined : true };
}

function measureAll({ refused, left, hold, money }: Progress): void {
  if (refused !== undefined) measure('RequestsRefused', 1, { code: refused });
  if (left !== undefined) measure('TimeInState', left.milliseconds, { state: left.stage });
  if (hold !== undefined) measure(hold === 'opened' ? 'HoldsOpened' : 'HoldsClosed', 1, {});
  if (money === undefined) return;
  const { currency, taken, captured, refunded } = money;
  // Always all three: one that was never told cannot be subtracted on a graph.
  measure('MoneyTaken', taken, { currency });
  measure('MoneyCaptured', captured, { currency });
  measure('MoneyRefunded', refunded, { currency });
}
