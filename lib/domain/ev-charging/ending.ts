import type { Reading } from '../../language/charging.ts';
import { andThen, ask, type Decision, events, refuse } from '../decision.ts';
import { isStray } from '../parts/purse.ts';
import { billCancelled, endedAsReported } from './bill.ts';
import { receivePayment } from './booking.ts';
import type { CommandOf } from './commands.ts';
import type { Event, EventOf } from './events.ts';
import {
  type CancellationCase,
  cancellationReasons,
  type ProviderReason,
  providerReasons,
  staffReasons,
  times,
} from './policy.ts';
import { sessionOf } from './session.ts';
import type {
  Booked,
  Cancellation,
  Charging,
  ConfirmedState,
  Initiated,
  OrderState,
  Paid,
  Requested,
} from './state.ts';

/** Everything that ends an order before it was delivered: the buyer, the provider, a fault, the clock. */

export function cancel(command: CommandOf<'Cancel'>, state: Initiated | Paid | ConfirmedState): Decision<Event> {
  const reason = cancellationReasons.find(({ id }) => id === command.reasonId);
  if (command.reasonId !== undefined && reason === undefined)
    return refuse('reason-unknown', 'a reason of get_cancellation_reasons was expected');
  const cancellation: Cancellation = {
    by: 'buyer',
    at: command.at,
    reason: {
      ...(reason ?? { id: '7', code: 'OTHER' }),
      description: command.description ?? reason?.description ?? '',
    },
    fault: false,
  };
  return cancelStopped(state, cancellation, buyerCase(state));
}

export function cancelByProvider(
  { at, reason, words }: CommandOf<'CancelByProvider'>,
  state: Initiated | Paid | ConfirmedState,
): Decision<Event> {
  if (!isStaffReason(reason))
    return refuse('reason-unknown', `one of ${Object.keys(staffReasons).join(', ')} was expected as reason`);
  return cancelStopped(state, providerCancellation(at, reason, words), 'provider-fault');
}

const isStaffReason = (reason: string): reason is keyof typeof staffReasons => Object.hasOwn(staffReasons, reason);

/** What is being charged is stopped first: what it has delivered is paid for. */
function cancelStopped(
  state: Initiated | Paid | ConfirmedState,
  cancellation: Cancellation,
  why: CancellationCase,
): Decision<Event> {
  const cancelled = (wh: number): EventOf<'OrderCancelled'> => ({
    type: 'OrderCancelled',
    cancellation,
    settlement: billCancelled(state, wh, why),
  });
  if (state.stage !== 'charging') return events(cancelled(0));
  return ask({ kind: 'stop-session', ...sessionOf(state) }, (reading) =>
    events(cancelled(Math.max(state.wh, reading?.energyWh ?? 0))),
  );
}

export function fault(
  state: ConfirmedState,
  at: number,
  { energyWh, stateOfCharge }: Pick<Reading, 'energyWh' | 'stateOfCharge'> = { energyWh: 0 },
): Decision<Event> {
  const wh = state.stage === 'charging' ? Math.max(state.wh, energyWh) : 0;
  const cancellation = { ...providerCancellation(at, 'charger_error'), fault: true };
  const settlement = billCancelled(state, wh, 'provider-fault');
  return events({ type: 'ChargerFaulted', cancellation, settlement, stateOfCharge });
}

/** A deadline passed. Whether it still matters is for the state to say. */
type Elapsed = CommandOf<'Elapse'>;

/** The payment may have been made in the last moment, with its report still on the way. */
export function elapseInitiated(command: Elapsed, state: Initiated): Decision<Event> {
  const { due, strays, providerId } = state.purse;
  if (command.purpose !== 'payment' || command.due < due.end) return events();
  const lapsed = byProvider(state, command.at, 'payment_timeout', 'provider-fault');
  // A buyer platform that collects would have said in its confirm that it has the money.
  if (isStray(strays, due.id) || due.collectedBy !== undefined) return events(lapsed);
  return ask({ kind: 'payment-status', providerId, paymentId: due.id }, (status): Decision<Event> => {
    if (status !== 'paid') return events(lapsed);
    const { id: paymentId, amount } = due;
    const paid = receivePayment({ ...command, type: 'ReportPayment', paymentId, outcome: 'paid', amount }, state);
    return andThen(paid, (answer) =>
      answer.kind === 'events' && answer.events.every(({ type }) => type !== 'PaymentCompleted')
        ? events(...answer.events, lapsed)
        : answer,
    );
  });
}

export const elapsePaid = ({ purpose, due, at }: Elapsed, state: Paid): Decision<Event> =>
  purpose === 'confirmation' && due >= state.confirmUntil
    ? events(byProvider(state, at, 'confirm_timeout', 'provider-fault'))
    : events();

export function elapseBooked({ purpose, due, at }: Elapsed, state: Booked): Decision<Event> {
  const { end } = state.terms.span;
  const isOver = purpose === 'window-end' && due >= end && due >= state.startBy;
  const isLate = purpose === 'arrival' && due >= state.startBy;
  if (isLate && state.plugged && at < end) return events({ type: 'ArrivalExtended', at, startBy: end });
  if (!isOver && !isLate) return events();
  return state.wasRefused
    ? events(byProvider(state, at, 'charger_error', 'provider-fault'))
    : events(byProvider(state, at, 'no_show', 'no-show'));
}

export function elapseRequested({ purpose, due, at }: Elapsed, state: Requested): Decision<Event> {
  if (purpose === 'plug' && due >= state.plugBy)
    return events({ type: 'ChargingRequestLapsed', at, startBy: at + times.grace, by: 'provider' });
  return purpose === 'window-end' && due >= state.terms.span.end
    ? events(byProvider(state, at, 'no_show', 'no-show'))
    : events();
}

export function elapseCharging({ purpose, due, at }: Elapsed, state: Charging): Decision<Event> {
  if (state.stopping) return events();
  const reached = (limit: 'time' | 'window') =>
    state.hasStopped
      ? events<Event>(endedAsReported(state, at, 'limit'))
      : events<Event>({ type: 'ChargingLimitReached', at, wh: state.wh, limit });
  if (purpose === 'time-limit' && due >= timeLimit(state)) return reached('time');
  return purpose === 'window-end' && due >= state.terms.span.end ? reached('window') : events();
}

export const timeLimit = (state: { readonly startedAt: number; readonly terms: OrderState['terms'] }): number =>
  state.startedAt + (state.terms.limit.kind === 'time' ? state.terms.limit.milliseconds : Number.POSITIVE_INFINITY);

const byProvider = (
  state: OrderState,
  at: number,
  reason: ProviderReason,
  why: CancellationCase,
): EventOf<'OrderCancelled'> => ({
  type: 'OrderCancelled',
  cancellation: providerCancellation(at, reason),
  settlement: billCancelled(state, 0, why),
});

const providerCancellation = (at: number, reason: ProviderReason, words?: string): Cancellation => ({
  by: 'provider',
  at,
  reason: { id: reason, code: reason.toUpperCase(), description: words ?? providerReasons[reason] },
  fault: false,
});

const buyerCase = (state: OrderState): CancellationCase => {
  if (state.stage === 'booked' && state.wasRefused) return 'provider-fault';
  if (state.stage === 'charging') return 'buyer-charging';
  return state.stage === 'initiated' ? 'buyer-before-payment' : 'buyer-booked';
};
