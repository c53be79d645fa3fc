import * as z from 'zod';
import { defineBusiness } from '../../lib/domain/business.ts';
import type { Told } from '../../lib/domain/commands.ts';
import { events } from '../../lib/domain/decision.ts';
import { timer } from '../../lib/domain/effects.ts';
import { stays } from '../../lib/domain/life.ts';
import type { BusinessName } from '../../lib/language/business.ts';

interface State {
  readonly stage: 'counting';
  readonly count: number;
}
interface Counted {
  readonly type: 'Counted';
}

export const TALLY = 'tally' as BusinessName; // a second business, of these tests alone

/** A business that counts, and is counted: how often an event was folded into a state. */
export function tallying() {
  let folds = 0;
  const count = (state: State): State => {
    folds += 1;
    return { ...state, count: state.count + 1 };
  };
  const business = defineBusiness<BusinessName, State, Told & { readonly type: 'Count' }, Counted, { id: string }>({
    name: TALLY,
    start: { stage: 'counting', count: 0 },
    life: { counting: { Count: () => events({ type: 'Counted' }) } },
    reported: [],
    growth: { Counted: stays<State>()(['counting'], count) },
    follows: { Counted: (_event, _before, after) => [timer('counted', after.count)] },
    personal: { Counted: 'nobody' },
    standing: (state) => ({ stage: `counted ${state.count}`, isRunning: true, kept: [] }),
    shown: () => undefined,
    offers: z.object({ id: z.string() }),
    stock: () => ({
      offerOf: () => undefined,
      sells: () => false,
      search: () => ({ business: TALLY, providers: [] }),
    }),
    cancellationReasons: [],
    ratingCategories: [],
  });
  return { business, folds: () => folds };
}
