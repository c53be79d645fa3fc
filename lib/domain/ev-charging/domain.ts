import { defineDomain } from '../domain.ts';
import { gpsOf, resourceOf } from './catalog.ts';
import { decide } from './decide.ts';
import { effects, openHold } from './effects.ts';
import { erase } from './erase.ts';
import { evolve, isOrder } from './evolve.ts';
import { hold } from './hold.ts';
import { search } from './search.ts';
import { isSettled, ledger } from './settle.ts';
import { type Event, initialState, type State } from './state.ts';
import { cancellationReasons, ratingCategories } from './taxonomy.ts';
import { view } from './view.ts';

export const evCharging = defineDomain<State, Event>({
  name: 'ev-charging',
  initialState,
  decide,
  evolve,
  effects,
  erase,
  openHold,
  hold,
  search,
  view: (state, live) =>
    view(
      state.stage === 'charging' && live ? { ...state, wh: live.energyWh, stateOfCharge: live.stateOfCharge } : state,
    ),
  stage: ({ stage }) => stage,
  ledger: (state) => (isOrder(state) ? { currency: state.terms.offer.provider.currency, ...ledger(state) } : undefined),
  session: (state) => (state.stage === 'charging' ? state.sessionId : undefined),
  tracking: (state) => {
    if (!isOrder(state) || state.stage === 'initiated' || state.stage === 'paid') return undefined;
    const { provider, fulfillment } = state.terms.offer;
    return { active: state.stage === 'charging', gps: gpsOf(provider, fulfillment) };
  },
  help: (state) => {
    const ticketId = isOrder(state) ? state.tickets.at(-1) : undefined;
    return isOrder(state) && ticketId !== undefined ? { ticketId, ...state.terms.offer.provider.support } : undefined;
  },
  isRunning: (state) => isOrder(state) && !isSettled(state),
  hasFeedback: (state) => isOrder(state) && state.hasFeedback,
  cancellationReasons,
  ratingCategories,
  resourceOf: ({ providerId, fulfillmentId }) => resourceOf(providerId, fulfillmentId),
});
