import type { Kept } from '../../language/needs.ts';
import { ask, type Decision, refuse } from '../decision.ts';
import { mostOpenHolds } from '../open-holds.ts';

/** Takes a resource for a customer who has not paid yet, below the caps on open holds; `taken` says in words what somebody else has. */
export const keepUnpaid = <Event>(
  kept: Kept,
  contact: string,
  taken: string,
  then: () => Decision<Event>,
): Decision<Event> =>
  ask({ kind: 'hold', ...kept, counted: { contact } }, (answer) => {
    switch (answer) {
      case 'held':
        return then();
      case 'taken':
        return refuse('unavailable', taken);
      case 'too-many-of-buyer':
        return refuse('not-allowed', tooMany('this buyer platform', mostOpenHolds.ofBuyer));
      case 'too-many-of-contact':
        return refuse('not-allowed', tooMany('this customer', mostOpenHolds.ofContact));
    }
  });

const tooMany = (who: string, most: number) => `${who} has ${most} open holds: pay, cancel or let some expire first`;

/** Renews what is kept; `lost` is what happens where somebody else has it by now. */
export const keepOn = <Event>(kept: Kept, held: () => Decision<Event>, lost: () => Decision<Event>): Decision<Event> =>
  ask({ kind: 'hold', ...kept }, (answer) => (answer === 'held' ? held() : lost()));
