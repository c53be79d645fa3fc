import type { Kept } from '../../language/needs.ts';
import { ask, type Decision, refuse } from '../decision.ts';
import { longestUnpaid, mostOpenHolds } from '../open-holds.ts';

/** For how long a transaction has held something that is not paid: the last time from and until, and all the times before. */
export interface Unpaid {
  readonly spent: number;
  readonly since: number;
  readonly until: number;
}

const spentBy = (at: number, unpaid: Unpaid | undefined): number =>
  unpaid === undefined ? 0 : unpaid.spent + Math.max(0, Math.min(at, unpaid.until) - unpaid.since);

/** Something is held from now on. */
export const heldUnpaid = (before: Unpaid | undefined, since: number, until: number): Unpaid => ({
  spent: spentBy(since, before),
  since,
  until,
});

/** It is not held any more. */
export const letGo = (unpaid: Unpaid | undefined, at: number): Unpaid | undefined =>
  unpaid && { ...unpaid, until: Math.min(unpaid.until, at) };

interface Holder {
  readonly at: number;
  readonly contact: string;
  readonly unpaid?: Unpaid;
}

/**
 * Takes a resource for a customer who has not paid yet, below the caps on open holds and for no longer than a transaction
 * may; `taken` says in words what somebody else has.
 */
export function keepUnpaid<Event>(
  kept: Kept,
  { at, contact, unpaid }: Holder,
  taken: string,
  then: (until: number) => Decision<Event>,
): Decision<Event> {
  const left = longestUnpaid - spentBy(at, unpaid);
  if (left <= 0) return refuse('not-allowed', tooLong);
  const until = Math.min(kept.until, at + left);
  return ask({ kind: 'hold', ...kept, until, counted: { contact } }, (answer) => {
    switch (answer) {
      case 'held':
        return then(until);
      case 'taken':
        return refuse('unavailable', taken);
      case 'too-many-of-buyer':
        return refuse('not-allowed', tooMany('this buyer platform', mostOpenHolds.ofBuyer));
      case 'too-many-of-contact':
        return refuse('not-allowed', tooMany('this customer', mostOpenHolds.ofContact));
    }
  });
}

const tooLong = `this transaction has held for ${longestUnpaid / 60_000} minutes without a payment: begin a new one`;

const tooMany = (who: string, most: number) => `${who} has ${most} open holds: pay, cancel or let some expire first`;

/** Renews what is kept; `lost` is what happens where somebody else has it by now. */
export const keepOn = <Event>(kept: Kept, held: () => Decision<Event>, lost: () => Decision<Event>): Decision<Event> =>
  ask({ kind: 'hold', ...kept }, (answer) => (answer === 'held' ? held() : lost()));
