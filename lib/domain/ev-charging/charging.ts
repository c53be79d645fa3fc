import type { Reading } from '../../language/charging.ts';
import { ask, type Decision, events, refuse, refuseAfter } from '../decision.ts';
import { ended, endedAsReported } from './bill.ts';
import type { CommandOf } from './commands.ts';
import { fault, faulted } from './ending.ts';
import type { Event, EventOf } from './events.ts';
import { begun } from './growth.ts';
import { causeOf } from './metering.ts';
import { isSwap } from './offers.ts';
import { times } from './policy.ts';
import { otherFulfillment, sessionIdOf, sessionOf } from './session.ts';
import type { Booked, Charging, Ended, Requested } from './state.ts';
import { startedInVain } from './unwanted.ts';

/** The charging session: started and stopped by the buyer; and what happens at its connector. */

export function requestStart(command: CommandOf<'StartCharging'>, state: Booked): Decision<Event> {
  const { terms } = state;
  const stranger = otherFulfillment(command, state);
  if (stranger !== undefined) return stranger;
  const next = state.sessions + 1;
  if (command.at < terms.span.start) {
    const begins = new Date(terms.span.start).toISOString();
    const refused = refuse('update-impossible', `the window begins at ${begins}: start then`);
    const wasOpen = state.former?.some(({ span }) => command.at >= span.start);
    return refuseAfter(refused, ...(wasOpen ? startedInVain(command, { ...state, unstarted: next }) : []));
  }
  const sessionId = sessionIdOf(command, next);
  return ask({ kind: 'start-session', ...sessionOrder(state, sessionId) }, (started) =>
    started.accepted ? startedAs(started.reading, sessionId, command.at, state) : notStarted(started.why, command.at),
  );
}

/** Who comes again after some time may find that the session is over. */
function startedAs(reading: Reading, sessionId: string, at: number, state: Booked): Decision<Event> {
  const start: EventOf<'ChargingStarted'> = {
    type: 'ChargingStarted',
    sessionId,
    at: reading.startedAt ?? at,
    by: 'buyer',
  };
  switch (reading.status) {
    case 'waiting':
      return events<Event>({ type: 'ChargingRequested', sessionId, at, plugBy: at + times.plug });
    case 'charging':
      return events<Event>(start);
    default:
      if (reading.energyWh === 0) return notStarted('its session was over before anything was charged', at);
      return events<Event>(start, {
        ...ended(begun(state, start), at, reading, causeOf(reading.why)),
        isAnswer: true,
      });
  }
}

function notStarted(why: string, at: number): Decision<Event> {
  const refused = refuse('charger-refused', `the charge point does not start: ${why}`);
  return refuseAfter<Event>(refused, { type: 'ChargerRefused', at, why });
}

/** Its session may be reported to run before the start is written down: who asked for that is told that it runs. */
export const startAgain = (command: CommandOf<'StartCharging'>, state: Charging): Decision<Event> =>
  otherFulfillment(command, state) ??
  (state.isUnanswered ? events() : refuse('not-applicable', 'charging has begun already'));

function sessionOrder({ terms }: Booked, sessionId: string) {
  const { provider, item, fulfillment } = terms.offer;
  return {
    sessionId,
    providerId: provider.id,
    itemId: item.id,
    fulfillmentId: fulfillment.id,
    service: isSwap(fulfillment) ? ('swap' as const) : ('charging' as const),
    powerKw: fulfillment.powerKw,
    energyWh: terms.wh,
  };
}

export const stopAgain = (command: CommandOf<'StopCharging'>, state: Ended): Decision<Event> =>
  otherFulfillment(command, state) ?? events();

export function giveUpRequest(command: CommandOf<'StopCharging'>, state: Requested): Decision<Event> {
  const stranger = otherFulfillment(command, state);
  if (stranger !== undefined) return stranger;
  const { at } = command;
  const { sessionId } = state;
  return ask({ kind: 'stop-session', ...sessionOf(state), mustKnow: true }, (reading) => {
    if (reading === undefined || !(reading.status === 'charging' || reading.energyWh > 0))
      return events<Event>({ type: 'ChargingRequestLapsed', at, startBy: at + times.grace, by: 'buyer' });
    const start = { type: 'ChargingStarted', sessionId, at: reading.startedAt ?? at, by: 'buyer' } as const;
    return events<Event>(start, stopped(begun(state, start), at, reading));
  });
}

export function stop(command: CommandOf<'StopCharging'>, state: Charging): Decision<Event> {
  const stranger = otherFulfillment(command, state);
  if (stranger !== undefined) return stranger;
  return ask({ kind: 'stop-session', ...sessionOf(state) }, (reading) => events(stopped(state, command.at, reading)));
}

/** A stop that is accepted may not be obeyed yet, or never: the final reading is awaited. */
function stopped(state: Charging, at: number, reading: Reading | undefined): Event {
  if (reading !== undefined && reading.status !== 'charging') return ended(state, at, reading, 'buyer');
  return state.hasStopped ? endedAsReported(state, at, 'buyer') : { type: 'StopRequested', at };
}

export function plugChanged(command: CommandOf<'ReportConnector'>, state: Booked): Decision<Event> {
  const { at, condition } = command;
  // The booking was moved, and what is reported happened in the window that it had before. Clocks may differ by some minutes.
  if (at < state.terms.span.start - times.grace) return events();
  if (condition === 'plugged' && !state.plugged) return events({ type: 'ConnectorPlugged', at });
  if (condition === 'unplugged' && state.plugged) return events({ type: 'ConnectorUnplugged', at });
  return faultReported(command, state);
}

export function faultReported(command: CommandOf<'ReportConnector'>, state: Booked | Requested): Decision<Event> {
  const { at, condition } = command;
  if (condition !== 'faulted') return events();
  if (state.stage === 'booked') return fault(state, at);
  const { sessionId } = state;
  return ask({ kind: 'stop-session', ...sessionOf(state) }, (reading) => {
    if (reading === undefined || reading.energyWh === 0) return fault(state, at);
    const start = { type: 'ChargingStarted', sessionId, at: reading.startedAt ?? at, by: 'plug' } as const;
    return events<Event>(start, faulted(begun(state, start), at, reading));
  });
}
