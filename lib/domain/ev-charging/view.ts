import { sum, toMinor } from '../money.ts';
import type {
  CancellationTermView,
  FulfillmentView,
  ItemView,
  OrderView,
  PaymentView,
  QuoteView,
} from '../order/view.ts';
import { isSwap } from './catalog.ts';
import { connectorView, energyItem, providerView } from './catalog-view.ts';
import { isOrder } from './evolve.ts';
import type { OrderState, Quoted, Refund, State } from './state.ts';
import { cancellationPolicy, type StateCode, stateCodes, times } from './taxonomy.ts';
import type { Terms } from './terms.ts';

/** The order as the buyer sees it; undefined while there is nothing to see. */
export function view(state: State): OrderView | undefined {
  if (state.stage === 'new') return undefined;
  const { terms } = state;
  const { provider } = terms.offer;
  const shared = {
    currency: provider.currency,
    provider: providerView(provider),
    items: items(state),
    cancellationTerms: cancellationTerms(terms),
  };
  if (!isOrder(state))
    return { ...shared, draft: true, fulfillment: fulfillment(terms), quote: quoteOf(state), payments: [] };
  return {
    ...shared,
    id: state.orderId,
    draft: state.stage === 'initiated',
    status: status(state),
    fulfillment: { ...fulfillment(terms), ...progress(state) },
    billing: state.party.billing,
    quote: quoteOf(state),
    payments: payments(state),
    cancellation: state.stage === 'cancelled' ? state.cancellation : undefined,
    createdAt: state.createdAt,
    updatedAt: state.updatedAt,
  };
}

/** What the network calls the stage that an order is in. */
export function stateCode(state: OrderState): StateCode {
  const swap = isSwap(state.terms.offer.fulfillment);
  switch (state.stage) {
    case 'initiated':
      return 'order-initiated';
    case 'paid':
    case 'booked':
      return 'payment-completed';
    case 'requested':
      return 'charging-requested';
    case 'charging':
      return swap ? 'swap-started' : 'charging-started';
    case 'ended':
      return swap ? 'swap-ended' : 'charging-ended';
    case 'cancelled':
      return state.cancellation.fault ? 'charger-error' : 'order-cancelled';
  }
}

function status({ stage }: OrderState): OrderView['status'] {
  if (stage === 'initiated') return undefined;
  if (stage === 'ended') return 'complete';
  return stage === 'cancelled' ? 'cancelled' : 'active';
}

function items(state: Quoted | OrderState): readonly ItemView[] {
  const { terms } = state;
  const { provider, item, fulfillment: connector } = terms.offer;
  const delivered = 'settlement' in state ? state.settlement.wh : undefined;
  const energy = {
    ...energyItem(item, provider.currency, connector),
    selectedWh: terms.wh,
    fulfillmentIds: [connector.id],
  };
  const addOns = item.addOns
    .filter(({ id }) => terms.addOnIds.includes(id))
    .map(({ id, name, price }) => ({
      id,
      words: { code: 'add-on-item', name },
      price: { amount: toMinor(price) },
      currency: provider.currency,
    }));
  return [delivered === undefined ? energy : { ...energy, deliveredWh: delivered }, ...addOns];
}

const fulfillment = (terms: Terms): FulfillmentView => ({
  ...connectorView(terms.offer.provider, terms.offer.fulfillment),
  span: terms.span,
});

function progress(state: OrderState): Partial<FulfillmentView> {
  const { terms } = state;
  const code = stateCode(state);
  const confirmed = 'startBy' in state;
  return {
    customer: state.party.customer,
    vehicle: state.party.vehicle,
    state: { code, name: stateName(state, code), updatedAt: state.updatedAt },
    tracking: state.stage === 'charging',
    ...(confirmed && {
      arrival: { start: Math.max(terms.span.start, state.confirmedAt), end: state.startBy },
      departure: { start: terms.span.end, end: terms.span.end + times.grace },
      instructions: {
        name: 'Charging instructions',
        shortDesc: `Go to charger number ${terms.offer.fulfillment.chargerNumber}, plug in, and start in your app`,
      },
    }),
  };
}

function stateName(state: OrderState, code: StateCode): string {
  if (state.stage === 'booked' && state.plugged) return 'Vehicle plugged in';
  if (state.stage !== 'charging' || isSwap(state.terms.offer.fulfillment)) return stateCodes[code];
  if (state.stateOfCharge !== undefined) return `vehicle ${Math.floor(state.stateOfCharge)}% charged`;
  return stateCodes[code];
}

function quoteOf(state: Quoted | OrderState): QuoteView {
  if (state.stage === 'ended') return { total: state.settlement.charged, lines: state.settlement.lines };
  if (state.stage === 'cancelled') {
    const late = state.strays.filter((stray) => isForPayment(state, stray));
    const lines = [
      ...state.settlement.lines,
      ...late.map(({ amount }) => ({ title: 'payment refund', amount: -amount })),
    ];
    return { total: sum(lines.map(({ amount }) => amount)), lines };
  }
  const ttlMilliseconds = state.stage === 'quoted' || state.stage === 'initiated' ? times.quote : undefined;
  return { total: state.terms.quote.total, lines: state.terms.quote.lines, ttlMilliseconds };
}

function payments(state: OrderState): readonly PaymentView[] {
  const { payment } = state;
  const refunds = [...('settlement' in state ? [state.settlement.refund] : []), ...state.strays];
  return [
    {
      id: payment.id,
      url: payment.url,
      amount: payment.amount,
      // What came too late was paid nevertheless, and goes back by an entry of its own.
      paid: payment.status === 'paid' || state.strays.some((stray) => isForPayment(state, stray)),
      window: { start: payment.start, end: payment.end },
      refund: false,
    },
    ...refunds
      .filter((refund) => refund !== undefined)
      .map(({ id, amount, done }) => ({ id, amount, paid: done, refund: true })),
  ];
}

/** What was asked for, only too late. */
const isForPayment = ({ payment }: OrderState, { paymentId, amount }: Refund) =>
  paymentId === payment.id && amount === payment.amount;

function cancellationTerms({ offer, reserved }: Terms): readonly CancellationTermView[] {
  const { termsUrl, reservationFee } = offer.provider;
  const fee = reserved && cancellationPolicy['buyer-booked'].keepsReservation ? toMinor(reservationFee) : 0;
  return [
    { stateCode: 'payment-completed', fee: { amount: fee }, termsUrl },
    // The documents spell this state so in terms, and `charging-started` in updates.
    { stateCode: 'charging-start', fee: { percent: cancellationPolicy['buyer-charging'].feePercent }, termsUrl },
  ];
}
