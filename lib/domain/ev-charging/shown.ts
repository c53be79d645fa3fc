import type { ChargingPhase, Metered, Reading } from '../../language/charging.ts';
import { sum, toMinor } from '../../language/money.ts';
import type { Shown, ShownFulfillment, ShownItem, ShownLine, ShownQuote } from '../../language/shown.ts';
import { ask, type Step } from '../decision.ts';
import { isForDue, shownPayments, shownStrays } from '../parts/books.ts';
import { helpFrom } from '../parts/care.ts';
import { discountsOn, shownDiscount } from './discounts.ts';
import { comesToCustomer, type Fulfillment, gpsOf, isSwap } from './offers.ts';
import { feedbackQuestions, times } from './policy.ts';
import { sessionOf } from './session.ts';
import { energy, energyItem, shownConnector, shownProvider } from './shown-offers.ts';
import { isOrder, type OrderState, type Quoted, type State } from './state.ts';
import type { Line, Terms } from './terms.ts';
import { cancellationTerms, refundTerms } from './told-terms.ts';

type ShownCharge = Shown<'ev-charging'>;

/** The order as the buyer sees it; undefined while there is nothing to see. */
export function shown(state: State): ShownCharge | undefined {
  if (state.stage === 'new') return undefined;
  const { terms } = state;
  const { provider } = terms.offer;
  const all = {
    business: 'ev-charging' as const,
    currency: provider.currency,
    provider: shownProvider(provider),
    items: items(state),
    offers: discountsOn(terms).map(shownDiscount),
    cancellationTerms: cancellationTerms(state),
    refundTerms: refundTerms(state),
    quote: quoteOf(state),
  };
  if (!isOrder(state))
    return {
      ...all,
      draft: true,
      fulfillments: [selected(state)],
      payments: shownStrays(state.strays),
      feedback: { questions: feedbackQuestions, isGiven: true },
    };
  return {
    ...all,
    id: state.orderId,
    draft: state.stage === 'initiated',
    status: status(state),
    fulfillments: [charge(state)],
    billing: state.party.billing,
    payments: shownPayments(state.purse),
    cancellation: state.stage === 'cancelled' ? state.cancellation : undefined,
    createdAt: state.createdAt,
    updatedAt: state.updatedAt,
    tracking:
      state.stage === 'initiated' || state.stage === 'paid'
        ? undefined
        : { active: state.stage === 'charging', gps: gpsOf(provider, terms.offer.fulfillment) },
    help: helpFrom(state.care, provider.support),
    tickets: state.care.tickets,
    feedback: { questions: feedbackQuestions, isGiven: state.care.hasFeedback },
  };
}

/** The same with what the charge point says at this moment; without an answer the history's last word stands. */
export function look(state: State): Step<ShownCharge | undefined> {
  if (state.stage !== 'charging') return shown(state);
  return ask({ kind: 'read-session', ...sessionOf(state) }, (reading: Reading | undefined) => {
    if (reading === undefined) return shown(state);
    const { energyWh: wh, stateOfCharge, powerKw, currentA } = reading;
    const now = shown({ ...state, wh, stateOfCharge, powerKw, currentA });
    const live = [
      `${wh / 1000} kWh delivered`,
      ...(powerKw === undefined ? [] : [`${powerKw} kW`]),
      ...(currentA === undefined ? [] : [`${currentA} A`]),
    ];
    return now && { ...now, live };
  });
}

function status({ stage }: OrderState): ShownCharge['status'] {
  if (stage === 'initiated') return undefined;
  if (stage === 'ended') return 'complete';
  return stage === 'cancelled' ? 'cancelled' : 'active';
}

function items(state: Quoted | OrderState): readonly ShownItem[] {
  const { terms } = state;
  const { provider, item, fulfillment: connector } = terms.offer;
  const main = {
    ...energyItem(item, provider.currency, connector),
    selected: energy(terms.wh),
    fulfillmentIds: [connector.id],
    ...('delivered' in state && { allocated: energy(state.delivered.wh) }),
  };
  const addOns = item.addOns
    .filter(({ id }) => terms.addOnIds.includes(id))
    .map(({ id, name, price }) => ({
      id,
      words: { code: 'add-on-item', name },
      price: { amount: toMinor(price) },
      currency: provider.currency,
    }));
  return [main, ...addOns];
}

const fulfillment = (terms: Terms): ShownFulfillment<'ev-charging'> => ({
  ...shownConnector(terms.offer.provider, terms.offer.fulfillment),
  ...(comesToCustomer(terms.offer.fulfillment) && {
    // Where the van is, tracking tells.
    place: { mapUrl: terms.offer.fulfillment.mapUrl, ...terms.place },
  }),
  span: terms.span,
});

function selected({ terms, open }: Quoted): ShownFulfillment<'ev-charging'> {
  const offered = fulfillment(terms);
  return { ...offered, own: { ...offered.own, open } };
}

function charge(state: OrderState): ShownFulfillment<'ev-charging'> {
  const { terms, party } = state;
  const offered = fulfillment(terms);
  return {
    ...offered,
    updatedAt: state.updatedAt,
    customer: party.customer,
    tracking: state.stage === 'charging',
    headline: headlineOf(state),
    own: {
      ...offered.own,
      phase: phaseOf(state),
      vehicle: party.vehicle,
      session: sessionIn(state),
      connector: state.connector,
    },
    ...('startBy' in state && {
      arrival: { start: Math.max(terms.span.start, state.confirmedAt), end: state.startBy },
      departure: { start: terms.span.end, end: terms.span.end + times.grace },
      instructions: {
        name: 'Charging instructions',
        shortDesc: terms.offer.fulfillment.instructions ?? directions(terms.offer.fulfillment),
      },
    }),
  };
}

function sessionIn(state: OrderState): Metered | undefined {
  if (state.stage !== 'charging') return 'session' in state ? state.session : undefined;
  const { wh: energyWh, stateOfCharge, powerKw, currentA, startedAt } = state;
  return { energyWh, stateOfCharge, powerKw, currentA, startedAt };
}

const directions = (fulfillment: Fulfillment): string =>
  comesToCustomer(fulfillment)
    ? `Van number ${fulfillment.chargerNumber} comes to you: hand over the old battery, and start in your app`
    : `Go to charger number ${fulfillment.chargerNumber}, plug in, and start in your app`;

const headlines = {
  initiated: 'Order initiated',
  paid: 'Payment completed',
  booked: 'Payment completed',
  plugged: 'Vehicle plugged in',
  requested: 'Charging requested, waiting for the plug',
  charging: 'Charging started',
  ended: 'Charging ended',
  cancelled: 'Order cancelled',
  faulted: 'Charger error',
} as const satisfies Record<ChargingPhase, string>;

const swapHeadlines: Partial<Record<ChargingPhase, string>> = {
  charging: 'Battery swap started',
  ended: 'Battery swap ended',
};

function headlineOf(state: OrderState): string {
  const phase = phaseOf(state);
  const isCharging = state.stage === 'charging' && !isSwap(state.terms.offer.fulfillment);
  if (isCharging && state.stateOfCharge !== undefined) return `vehicle ${Math.floor(state.stateOfCharge)}% charged`;
  return (isSwap(state.terms.offer.fulfillment) ? swapHeadlines[phase] : undefined) ?? headlines[phase];
}

function phaseOf(state: OrderState): ChargingPhase {
  if (state.stage === 'booked' && state.plugged) return 'plugged';
  return state.stage === 'cancelled' && state.cancellation.fault ? 'faulted' : state.stage;
}

function quoteOf(state: Quoted | OrderState): ShownQuote {
  if (state.stage === 'ended')
    return { total: state.purse.settled?.charged ?? 0, lines: state.delivered.lines.map(shownLine) };
  if (state.stage === 'cancelled') {
    const late = state.purse.strays.filter((stray) => isForDue(state.purse.due, stray));
    const lines = [
      ...state.delivered.lines.map(shownLine),
      ...late.map(({ amount }) => ({ part: 'refund', title: 'payment refund', amount: -amount }) as const),
    ];
    return { total: sum(lines.map(({ amount }) => amount)), lines };
  }
  const ttlMilliseconds = state.stage === 'quoted' || state.stage === 'initiated' ? times.quote : undefined;
  const { total, lines } = state.terms.quote;
  return { total, lines: lines.map(shownLine), ttlMilliseconds };
}

const shownLine = ({ title, amount, part, wh }: Line): ShownLine => ({
  title,
  amount,
  part,
  ...(wh !== undefined && { quantity: energy(wh) }),
});
