import { type Decision, events, type Needed, need, type Refused, refuse } from '../decider.ts';
import type { Party } from '../order/commands.ts';
import { contactOf } from '../order/contact.ts';
import { mostOpenHolds } from '../order/open-holds.ts';
import { resourceOf } from './catalog.ts';
import type { CommandOf } from './commands.ts';
import { isOrder } from './evolve.ts';
import { type Chosen, chooseTerms } from './selecting.ts';
import type { Event, Initiated, OrderState, PaymentDue, State } from './state.ts';
import { times } from './taxonomy.ts';
import type { Terms } from './terms.ts';

/** From the first selection to the confirmed booking. */

export function select(command: CommandOf<'Select'>, state: State): Decision<Event> {
  if (isOrder(state) && !isReplaceable(state))
    return refuse('not-applicable', `this order is ${state.stage}: a new selection needs a new transaction`);
  const chosen = chooseTerms(command);
  if (chosen.kind !== 'chosen') return chosen;
  const replaced = heldBy(state);
  return events({ type: 'OrderQuoted', terms: chosen.terms, validUntil: command.at + times.quote, replaced });
}

export function initiate(command: CommandOf<'Initiate'>, state: State): Decision<Event> {
  if (isOrder(state) && !isReplaceable(state))
    return refuse('not-applicable', `this order is ${state.stage}: a new one needs a new transaction`);
  const chosen = termsToHold(command, state);
  if (chosen.kind !== 'chosen') return chosen;
  const { terms } = chosen;
  const contact = contactOf(command.party);
  if (command.party.billing === undefined || contact === undefined)
    return refuse('not-allowed', 'billing with a name and a phone or e-mail address is needed to hold a connector');

  const payments = ('payments' in state ? state.payments : 0) + 1;
  // An init that died may have asked for another amount under this number.
  const paymentId = `pay-${command.caseId}-${payments}-${terms.quote.total}`;
  const until = command.at + times.payment;
  const resource = resourceOf(terms.offer.provider.id, terms.offer.fulfillment.id);
  if (command.answers.hold === undefined)
    return need({ kind: 'hold', resource, span: terms.span, until, round: payments, counted: { contact } });
  if (command.answers.hold !== 'held') return refuseHold(command.answers.hold, terms);
  if (command.answers.paymentLink === undefined)
    return need({
      kind: 'payment-link',
      paymentId,
      amount: terms.quote.total,
      currency: terms.offer.provider.currency,
      description: `${terms.offer.provider.name} ${terms.offer.item.id}`,
      until,
    });

  const payment: PaymentDue = {
    id: paymentId,
    url: command.answers.paymentLink,
    amount: terms.quote.total,
    start: command.at,
    end: until,
    status: 'open',
  };
  const party: Party = {
    billing: command.party.billing,
    customer: command.party.customer ?? command.party.billing,
    vehicle: command.party.vehicle,
  };
  const replaced = heldBy(state);
  return events({ type: 'OrderInitiated', orderId: command.orderId, terms, party, payment, at: command.at, replaced });
}

export function confirm(command: CommandOf<'Confirm'>, state: State): Decision<Event> {
  switch (state.stage) {
    case 'new':
      return refuse('order-unknown', 'there is no order in this transaction: select and init come first');
    case 'quoted':
      return refuse('not-applicable', 'nothing is held yet: init comes before confirm');
    case 'initiated':
      return confirmUnpaid(command, state);
    case 'paid':
      return confirmPaid(command, state, []);
    case 'cancelled':
      return state.cancellation.reason.id.endsWith('_timeout')
        ? refuse('expired', 'the hold has expired: select and init again')
        : refuse('not-applicable', 'this order is cancelled');
    default:
      return refuse('not-applicable', 'this order is confirmed already');
  }
}

/** A payment may be reported after the buyer has confirmed: the provider is asked before a buyer is told that nothing was paid. */
function confirmUnpaid(command: CommandOf<'Confirm'>, state: Initiated): Decision<Event> {
  const { payment } = state;
  if (command.at >= payment.end || isStray(state, payment.id))
    return refuse('expired', 'the hold has expired: select and init again');
  if (command.answers.paymentStatus === undefined) return need({ kind: 'payment-status', paymentId: payment.id });
  if (command.answers.paymentStatus !== 'paid')
    return refuse('not-paid', `the payment ${payment.id} is not completed: pay at its url, then confirm again`);
  const paid = paidEvent(payment.id, command.at);
  return confirmPaid(command, state, [paid]);
}

function confirmPaid(command: CommandOf<'Confirm'>, state: OrderState, before: readonly Event[]): Decision<Event> {
  const { terms } = state;
  const resource = resourceOf(terms.offer.provider.id, terms.offer.fulfillment.id);
  if (command.answers.hold === undefined)
    return need({
      kind: 'hold',
      resource,
      span: terms.span,
      until: terms.span.end + times.grace,
      round: state.payments,
    });
  if (command.answers.hold !== 'held')
    return refuse('expired', 'the hold has expired and the window is taken: select and init again');
  const startBy = Math.max(terms.span.start, command.at) + times.grace;
  return events(...before, { type: 'OrderConfirmed', at: command.at, startBy });
}

export function reportPayment(command: CommandOf<'ReportPayment'>, state: State): Decision<Event> {
  if (state.stage === 'new') return events();
  const expected = isOrder(state) && state.payment.id === command.paymentId ? state.payment : undefined;
  if (expected?.status === 'paid') return events();
  if (command.outcome === 'declined')
    return expected?.status === 'open' && state.stage === 'initiated'
      ? events({ type: 'PaymentDeclined', paymentId: command.paymentId, at: command.at })
      : events();
  const stray: Event = {
    type: 'StrayPaymentReceived',
    refund: { id: `refund-${command.paymentId}`, paymentId: command.paymentId, amount: command.amount, done: false },
    at: command.at,
  };
  if (isOrder(state) && isStray(state, command.paymentId)) return events();
  if (expected === undefined || state.stage !== 'initiated' || command.amount !== expected.amount) return events(stray);
  const { terms } = state;
  const resource = resourceOf(terms.offer.provider.id, terms.offer.fulfillment.id);
  const until = command.at + times.confirmation;
  if (command.answers.hold === undefined)
    return need({ kind: 'hold', resource, span: terms.span, until, round: state.payments });
  return command.answers.hold === 'held' ? events(paidEvent(command.paymentId, command.at)) : events(stray);
}

/** Money that is on its way back pays for nothing. */
export const isStray = ({ strays }: OrderState, id: string): boolean =>
  strays.some(({ paymentId }) => paymentId === id);

const paidEvent = (paymentId: string, at: number): Event => ({
  type: 'PaymentCompleted',
  paymentId,
  at,
  confirmUntil: at + times.confirmation,
});

/** What is held: the selection as it was quoted, or what this very init asks for. */
function termsToHold(command: CommandOf<'Initiate'>, state: State): Chosen | Refused | Needed {
  const { wish } = command;
  const selected = state.stage === 'quoted' || state.stage === 'initiated' ? state.terms : undefined;
  const saysHowMuch = wish.items.some(({ quantity }) => quantity !== undefined);
  if (!saysHowMuch && selected === undefined)
    return refuse('expired', 'nothing is selected: select first, or say in init how much is wanted');
  if (!saysHowMuch && state.stage === 'quoted' && command.at > state.validUntil)
    return refuse('expired', 'the quote has expired: select again');
  if (!saysHowMuch && selected !== undefined && wish.providerId !== selected.offer.provider.id)
    return refuse('expired', `nothing of provider ${wish.providerId ?? '(none named)'} was selected: select first`);
  return chooseTerms({ ...command, selected, vehicleMake: command.party.vehicle?.make });
}

const refuseHold = (answer: 'taken' | 'too-many-of-buyer' | 'too-many-of-contact', terms: Terms): Refused => {
  switch (answer) {
    case 'taken':
      return refuse(
        'unavailable',
        `connector ${terms.offer.fulfillment.id} is taken for this window: choose another window or connector`,
      );
    case 'too-many-of-buyer':
      return refuse(
        'not-allowed',
        `this buyer platform has ${mostOpenHolds.ofBuyer} open holds: pay, cancel or let some expire first`,
      );
    case 'too-many-of-contact':
      return refuse(
        'not-allowed',
        `this customer has ${mostOpenHolds.ofContact} open holds: pay, cancel or let some expire first`,
      );
  }
};

/** Before money came in, or after the order lapsed, the same transaction may start again. */
const isReplaceable = (state: OrderState): boolean =>
  state.stage === 'initiated' || (state.stage === 'cancelled' && state.payment.status !== 'paid');

const heldBy = (state: State): string | undefined =>
  state.stage === 'initiated' ? resourceOf(state.terms.offer.provider.id, state.terms.offer.fulfillment.id) : undefined;
