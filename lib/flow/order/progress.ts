import { codeOf } from '../../beckn/codec.ts';
import type { ErrorCode } from '../../beckn/errors.ts';
import type { Ledger, Standing } from '../../domain/business.ts';
import type { Committed } from './commit.ts';
import { isRefused } from './refused.ts';

/** What an entry of a history changed, for who watches orders. */
export interface Progress {
  readonly events: readonly string[];
  readonly refused?: ErrorCode;
  /** Where the order stands now. */
  readonly stage: string;
  /** Where it stood before, and how long; messages are not worked off in the order of their times. */
  readonly left?: { readonly stage: string; readonly milliseconds: number };
  readonly hold?: 'opened' | 'closed';
  /** Minor units that came in, were earned and go back. */
  readonly money?: { readonly currency: string } & Record<'taken' | 'captured' | 'refunded', number>;
}

export function progressOf({ before, after, entry }: Committed): Progress {
  const { since } = before;
  const [was, is] = [before.standing(), after.standing()];
  const refused = entry.events.find(isRefused);
  return {
    events: entry.events.map(({ type }) => type),
    refused: refused && codeOf(entry.context, refused.refusal.reason),
    stage: is.stage,
    left:
      since === undefined || is.stage === was.stage
        ? undefined
        : { stage: was.stage, milliseconds: Math.max(0, entry.at - since) },
    hold: holdOf(was, is),
    money: moneyMoved(was.ledger, is.ledger),
  };
}

function holdOf(before: Standing, after: Standing): Progress['hold'] {
  const wasOpen = before.unpaid !== undefined;
  const isOpen = after.unpaid !== undefined;
  if (wasOpen === isOpen) return undefined;
  return isOpen ? 'opened' : 'closed';
}

/** An order that begins anew in its transaction forgets its money: that is no movement. */
function moneyMoved(before: Ledger | undefined, after: Ledger | undefined): Progress['money'] {
  if (after === undefined) return undefined;
  const more = (sum: 'hold' | 'capture' | 'refund') => Math.max(0, after[sum] - (before?.[sum] ?? 0));
  const moved = { taken: more('hold'), captured: more('capture'), refunded: more('refund') };
  return moved.taken + moved.captured + moved.refunded === 0 ? undefined : { currency: after.currency, ...moved };
}
