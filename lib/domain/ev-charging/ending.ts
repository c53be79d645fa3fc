import { type Decision, events, need, refuse } from '../decider.ts';
import { isStray, reportPayment } from './booking.ts';
import type { CommandOf } from './commands.ts';
import { settleCancelled } from './settle.ts';
import type { Cancellation, ConfirmedState, Event, OrderState, State } from './state.ts';
import { type CancellationCase, cancellationReasons, type ProviderReason, providerReasons, times } from './taxonomy.ts';

/** Everything that ends an order before it was delivered: the buyer, the provider, a fault, the clock. */

export function cancel(command: CommandOf<'Cancel'>, state: State): Decision<Event> {
  if (state.stage === 'new' || state.stage === 'quoted') return refuse('order-unknown', 'there is no such order');
  if (state.stage === 'ended' || state.stage === 'cancelled')
    return refuse('too-late-to-cancel', `this order is ${state.stage} already`);
  const reason = cancellationReasons.find(({ id }) => id === command.reasonId);
  if (command.reasonId !== undefined && reason === undefined)
    return refuse('reason-unknown', 'a reason of get_cancellation_reasons was expected');
  if (state.stage === 'charging' && command.answers.stopped === undefined)
    return need({ kind: 'stop-session', sessionId: state.sessionId });
  const delivered =
    state.stage === 'charging' ? Math.max(state.wh, command.answers.stopped?.reading?.energyWh ?? 0) : 0;
  const cancellation: Cancellation = {
    by: 'buyer',
    at: command.at,
    reason: {
      ...(reason ?? { id: '7', code: 'OTHER' }),
      description: command.description ?? reason?.description ?? '',
    },
    fault: false,
  };
  return events({
    type: 'OrderCancelled',
    cancellation,
    settlement: settleCancelled(state, delivered, buyerCase(state)),
  });
}

export function fault(state: ConfirmedState, at: number, delivered: number): Decision<Event> {
  const wh = state.stage === 'charging' ? Math.max(state.wh, delivered) : 0;
  const cancellation = { ...providerCancellation(at, 'charger_error'), fault: true };
  return events({ type: 'ChargerFaulted', cancellation, settlement: settleCancelled(state, wh, 'provider-fault') });
}

/** A deadline passed. Whether it still matters is for the state to say. */
export function elapse(command: CommandOf<'Elapse'>, state: State): Decision<Event> {
  const { at, due } = command;
  switch (command.purpose) {
    case 'payment':
      return state.stage === 'initiated' && due >= state.payment.end ? unpaid(command, state) : events();
    case 'confirmation':
      return state.stage === 'paid' && due >= state.confirmUntil
        ? events(byProvider(state, at, 'confirm_timeout', 'provider-fault'))
        : events();
    case 'arrival':
      return state.stage === 'booked' && due >= state.startBy ? missed(state, at) : events();
    case 'plug':
      return state.stage === 'requested' && due >= state.plugBy
        ? events({ type: 'ChargingRequestLapsed', at, startBy: at + times.grace, by: 'provider' })
        : events();
    case 'time-limit':
      return state.stage === 'charging' && !state.stopping && due >= timeLimit(state)
        ? events({ type: 'ChargingLimitReached', at, wh: state.wh, limit: 'time' })
        : events();
    case 'window-end':
      return windowEnded(state, at, due);
    default:
      return events();
  }
}

export const timeLimit = (state: { readonly startedAt: number; readonly terms: OrderState['terms'] }): number =>
  state.startedAt + (state.terms.limit.kind === 'time' ? state.terms.limit.milliseconds : Number.POSITIVE_INFINITY);

/** The payment may have been made in the last moment, with its report still on the way. */
function unpaid(command: CommandOf<'Elapse'>, state: Extract<State, { stage: 'initiated' }>): Decision<Event> {
  const { payment } = state;
  const { paymentStatus } = command.answers;
  const lapsed = byProvider(state, command.at, 'payment_timeout', 'provider-fault');
  if (isStray(state, payment.id)) return events(lapsed);
  if (paymentStatus === undefined) return need({ kind: 'payment-status', paymentId: payment.id });
  if (paymentStatus !== 'paid') return events(lapsed);
  const { id: paymentId, amount } = payment;
  const paid = reportPayment({ ...command, type: 'ReportPayment', paymentId, outcome: 'paid', amount }, state);
  const isTooLate = paid.kind === 'events' && paid.events.every(({ type }) => type !== 'PaymentCompleted');
  return isTooLate ? events(...paid.events, lapsed) : paid;
}

function missed(state: Extract<State, { stage: 'booked' }>, at: number): Decision<Event> {
  return state.plugged && at < state.terms.span.end
    ? events({ type: 'ArrivalExtended', at, startBy: state.terms.span.end })
    : events(byProvider(state, at, 'no_show', 'no-show'));
}

function windowEnded(state: State, at: number, due: number): Decision<Event> {
  if (state.stage === 'booked' && due >= state.terms.span.end && due >= state.startBy)
    return events(byProvider(state, at, 'no_show', 'no-show'));
  if (state.stage === 'requested' && due >= state.terms.span.end)
    return events(byProvider(state, at, 'no_show', 'no-show'));
  return state.stage === 'charging' && !state.stopping && due >= state.terms.span.end
    ? events({ type: 'ChargingLimitReached', at, wh: state.wh, limit: 'window' })
    : events();
}

const byProvider = (state: OrderState, at: number, reason: ProviderReason, why: CancellationCase): Event => ({
  type: 'OrderCancelled',
  cancellation: providerCancellation(at, reason),
  settlement: settleCancelled(state, 0, why),
});

const providerCancellation = (at: number, reason: ProviderReason): Cancellation => ({
  by: 'provider',
  at,
  reason: { id: reason, code: reason.toUpperCase(), description: providerReasons[reason] },
  fault: false,
});

const buyerCase = (state: OrderState): CancellationCase => {
  if (state.stage === 'charging') return 'buyer-charging';
  return state.stage === 'initiated' ? 'buyer-before-payment' : 'buyer-booked';
};
