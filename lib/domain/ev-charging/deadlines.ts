import { andThen, ask, type Decision, events } from '../decision.ts';
import { askForLate, isStray, linksOf, type Purse } from '../parts/purse.ts';
import { ended, endedAsReported } from './bill.ts';
import { receivePayment } from './booking.ts';
import type { CommandOf } from './commands.ts';
import { byProvider } from './ending.ts';
import type { Event } from './events.ts';
import { begun } from './growth.ts';
import { asReported, endBy, reportFirst } from './metering.ts';
import { times } from './policy.ts';
import { sessionOf } from './session.ts';
import type { Booked, Cancelled, Charging, Ended, Initiated, Paid, Quoted, Requested } from './state.ts';
import { timeLimit } from './window.ts';

/** A deadline passed. Whether it still matters is for the state to say. */
type Elapsed = CommandOf<'Elapse'>;

/** What has no deadlines of its own. */
export const elapseQuoted = (command: Elapsed, state: Quoted): Decision<Event> =>
  command.purpose === 'payment' ? askForLate(command, state, state.terms.offer.provider.currency) : events();

export const elapseOver = (command: Elapsed, { purse }: Ended | Cancelled): Decision<Event> =>
  elapsePage(command, purse);

/** Where money is not awaited, or for another page. */
const elapsePage = (command: Elapsed, purse: Purse): Decision<Event> =>
  command.purpose === 'payment'
    ? askForLate(command, { strays: purse.strays, links: pagesLeft(purse) }, purse.currency)
    : events();

/** What was paid for the order is no money too many. */
const pagesLeft = (purse: Purse) => (purse.due.status === 'paid' ? (purse.links ?? []) : linksOf(purse));

/** The payment may have been made in the last moment, with its report still on the way. */
export function elapseInitiated(command: Elapsed, state: Initiated): Decision<Event> {
  const { due, strays, providerId } = state.purse;
  if (command.purpose !== 'payment' || command.due < due.end) return elapsePage(command, state.purse);
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

export const elapsePaid = (command: Elapsed, state: Paid): Decision<Event> =>
  command.purpose === 'confirmation' && command.due >= state.confirmUntil
    ? events(byProvider(state, command.at, 'confirm_timeout', 'provider-fault'))
    : elapsePage(command, state.purse);

export function elapseBooked(command: Elapsed, state: Booked): Decision<Event> {
  const { purpose, due, at } = command;
  const { end } = state.terms.span;
  const isOver = purpose === 'window-end' && due >= end && due >= state.startBy;
  const isLate = purpose === 'arrival' && due >= state.startBy;
  if (isLate && state.plugged && at < end) return events({ type: 'ArrivalExtended', at, startBy: end });
  if (!isOver && !isLate) return elapsePage(command, state.purse);
  return state.wasRefused
    ? events(byProvider(state, at, 'charger_error', 'provider-fault'))
    : events(byProvider(state, at, 'no_show', 'no-show'));
}

/** The plug may be in, and its report be late or lost: the operator is asked before anything lapses. */
export function elapseRequested(command: Elapsed, state: Requested): Decision<Event> {
  const { purpose, due, at } = command;
  const isOver = purpose === 'window-end' && due >= state.terms.span.end;
  if (!isOver && !(purpose === 'plug' && due >= state.plugBy)) return elapsePage(command, state.purse);
  return ask({ kind: 'read-session', ...sessionOf(state), mustKnow: true }, (reading): Decision<Event> => {
    const told = reading && asReported(command, state, reading);
    const heard = told ? reportFirst(told, state) : events<Event>();
    if (heard.kind !== 'events') return heard;
    const [first, ...others] = heard.events;
    if (first?.type === 'ChargerFaulted') return heard;
    if (first?.type !== 'ChargingStarted')
      return isOver
        ? events(byProvider(state, at, 'no_show', 'no-show'))
        : events({ type: 'ChargingRequestLapsed', at, startBy: at + times.grace, by: 'provider' });
    if (others.length > 0) return heard;
    return andThen(elapseCharging(command, begun(state, first)), (then) =>
      then.kind === 'events' ? events<Event>(first, ...then.events) : then,
    );
  });
}

export function elapseCharging(command: Elapsed, state: Charging): Decision<Event> {
  const { purpose, due, at } = command;
  if (purpose === 'stop') return elapseStop(command, state);
  if (purpose === 'payment') return elapsePage(command, state.purse);
  if (state.stopping) return events();
  const reached = (limit: 'time' | 'window') =>
    state.hasStopped
      ? events<Event>(endedAsReported(state, at, 'limit'))
      : events<Event>({ type: 'ChargingLimitReached', at, wh: state.wh, limit });
  if (purpose === 'time-limit' && due >= timeLimit(state)) return reached('time');
  return purpose === 'window-end' && due >= state.terms.span.end ? reached('window') : events();
}

/** The last reading of a session that was stopped has not come: it is asked for, again and again, and not for ever. */
function elapseStop({ due, at }: Elapsed, state: Charging): Decision<Event> {
  if (state.hasStopped) return events(endedAsReported(state, at, 'limit'));
  const { stopping, sessionId } = state;
  if (stopping === undefined || due < stopping.askAt) return events();
  return ask({ kind: 'stop-session', ...sessionOf(state) }, (reading): Decision<Event> => {
    if (reading?.status === 'ended' || reading?.status === 'faulted') return endBy(state, at, reading);
    const wh = Math.max(state.wh, reading?.energyWh ?? 0);
    if (at < stopping.since + times.lastReading) return events({ type: 'StopRepeated', at, wh });
    return events<Event>(ended(state, at, { ...state, energyWh: wh }, 'operator'), {
      type: 'SessionUnwanted',
      sessionId,
      at,
    });
  });
}
