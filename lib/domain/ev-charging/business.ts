import { contactOf } from '../../language/contact.ts';
import { defineBusiness, type Stock } from '../business.ts';
import { ledgerOf, ledgerOfStrays } from '../parts/books.ts';
import { ratingCategories } from '../parts/care.ts';
import { isAtRest } from '../parts/purse.ts';
import { type Command, reported } from './commands.ts';
import type { Event } from './events.ts';
import { follows } from './follows.ts';
import { growth } from './growth.ts';
import { confirmedUnheard, keptFor } from './kept.ts';
import { life } from './life.ts';
import { movedUnheard } from './moving.ts';
import { Provider } from './offers.ts';
import { personal } from './personal.ts';
import { cancellationReasons } from './policy.ts';
import { search, shelve } from './search.ts';
import { look, shown } from './shown.ts';
import { initialState, isOrder, type State } from './state.ts';
import { startedUnheard } from './unwanted.ts';

export const evCharging = defineBusiness<'ev-charging', State, Command, Event, Provider>({
  name: 'ev-charging',
  start: initialState,
  life,
  reported,
  growth,
  follows,
  personal,
  undone: { StartCharging: startedUnheard, Reschedule: movedUnheard, Confirm: confirmedUnheard },
  shown,
  look,
  offers: Provider,
  stock,
  standing: (state) => ({
    stage: state.stage,
    isRunning: isOrder(state)
      ? !isAtRest(state.purse)
      : state.stage === 'quoted' && state.strays.some(({ done }) => !done),
    kept: keptFor(state),
    ...(state.stage === 'initiated' && {
      unpaid: { until: state.purse.due.end, contact: contactOf(state.party) ?? '' },
    }),
    ...ledgerIn(state),
  }),
  cancellationReasons,
  ratingCategories,
});

function ledgerIn(state: State) {
  if (isOrder(state)) return { ledger: ledgerOf(state.purse) };
  if (state.stage === 'new' || state.strays.length === 0) return undefined;
  return { ledger: ledgerOfStrays(state.terms.offer.provider.currency, state.strays) };
}

function stock(providers: readonly Provider[]): Stock<'ev-charging'> {
  const shelves = providers.map(shelve);
  const byId = new Map(providers.map((provider) => [provider.id, provider]));
  return {
    offerOf: (id) => (id === undefined ? undefined : byId.get(id)),
    sells: (id, itemIds) => {
      const items = id === undefined ? [] : (byId.get(id)?.items ?? []);
      return itemIds.length === 0 ? items.length > 0 : items.some((item) => itemIds.includes(item.id));
    },
    search: (asked) => search(shelves, asked),
  };
}
