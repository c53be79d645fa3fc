import { ask, type Decision, events, refuse, refuseAfter } from '../decision.ts';
import { ended, endedAsReported } from './bill.ts';
import type { CommandOf } from './commands.ts';
import { fault } from './ending.ts';
import type { Event, EventOf } from './events.ts';
import { begun } from './growth.ts';
import { isSwap } from './offers.ts';
import { times } from './policy.ts';
import { otherFulfillment, sessionOf } from './session.ts';
import type { Booked, Charging, EndCause, Ended, Requested } from './state.ts';

/** The charging session: started and stopped by the buyer, reported by the charge point operator. */

export function requestStart(command: CommandOf<'StartCharging'>, state: Booked): Decision<Event> {
  const { terms } = state;
  const stranger = otherFulfillment(command, state);
  if (stranger !== undefined) return stranger;
  if (command.at < terms.span.start)
    return refuse('update-impossible', `the window begins at ${new Date(terms.span.start).toISOString()}: start then`);
  const sessionId = `session-${command.caseId}-${state.sessions + 1}`;
  return ask({ kind: 'start-session', ...sessionOrder(state, sessionId) }, (started) => {
    if (!started.accepted) {
      const { why } = started;
      const refused = refuse('charger-refused', `the charge point does not start: ${why}`);
      return refuseAfter<Event>(refused, { type: 'ChargerRefused', at: command.at, why });
    }
    return started.reading.status === 'charging'
      ? events<Event>({ type: 'ChargingStarted', sessionId, at: command.at, by: 'buyer' })
      : events<Event>({ type: 'ChargingRequested', sessionId, at: command.at, plugBy: command.at + times.plug });
  });
}

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
  return ask({ kind: 'stop-session', ...sessionOf(state) }, () =>
    events<Event>({ type: 'ChargingRequestLapsed', at, startBy: at + times.grace, by: 'buyer' }),
  );
}

export function stop(command: CommandOf<'StopCharging'>, state: Charging): Decision<Event> {
  const stranger = otherFulfillment(command, state);
  if (stranger !== undefined) return stranger;
  // A stop that is accepted may not be obeyed yet, or never: the final reading is awaited.
  return ask({ kind: 'stop-session', ...sessionOf(state) }, (reading) => {
    if (reading !== undefined && reading.status !== 'charging')
      return events<Event>(ended(state, command.at, reading, 'buyer'));
    return state.hasStopped
      ? events<Event>(endedAsReported(state, command.at, 'buyer'))
      : events<Event>({ type: 'StopRequested', at: command.at });
  });
}

/** The first that is heard of a session: that it began, or because reports overtake each other, already how it ended. */
export function reportFirst(command: CommandOf<'ReportSession'>, state: Requested): Decision<Event> {
  const { at, status, why, startedAt, sessionId } = command;
  if (state.sessionId !== sessionId || (status === 'ended' && why === 'stopped')) return events();
  if (status === 'ended' && startedAt === undefined)
    return events({ type: 'ChargingRequestLapsed', at, startBy: at + times.grace, by: 'provider' });
  if (status === 'faulted' && startedAt === undefined) return fault(state, at);
  const start: EventOf<'ChargingStarted'> = { type: 'ChargingStarted', sessionId, at: startedAt ?? at, by: 'plug' };
  if (status === 'charging') return events(start);
  const then = reportBegun(command, begun(state, start));
  return then.kind === 'events' ? events(start, ...then.events) : then;
}

export function reportBegun(command: CommandOf<'ReportSession'>, state: Charging): Decision<Event> {
  if (state.sessionId !== command.sessionId) return events();
  switch (command.status) {
    case 'charging':
      return meter(command, state);
    case 'ended':
      return command.why === 'stopped' && !state.stopping
        ? stoppedAlready(command, state)
        : events(ended(state, command.at, { ...command, energyWh: command.wh }, causeOf(command)));
    case 'faulted':
      return fault(state, command.at, { ...command, energyWh: command.wh });
  }
}

/**
 * A stop of ours that was obeyed is settled by who asked for it, with the reading that the stop was answered with. It is
 * kept, for no other may ever come: who asked may have had no answer, or has died.
 */
const stoppedAlready = ({ at, wh, stateOfCharge }: CommandOf<'ReportSession'>, state: Charging): Decision<Event> =>
  state.hasStopped ? events() : events({ type: 'SessionStopped', at, wh: Math.max(wh, state.wh), stateOfCharge });

/** Of all meter values only these matter: a limit is reached, or another quarter is charged. */
function meter(command: CommandOf<'ReportSession'>, state: Charging): Decision<Event> {
  const { at, wh, stateOfCharge, powerKw, currentA } = command;
  const { terms } = state;
  if (state.stopping || state.hasStopped) return events();
  if (wh >= terms.wh) return events({ type: 'ChargingLimitReached', at, wh, limit: terms.limit.kind });
  if (stateOfCharge !== undefined && stateOfCharge >= terms.stateOfChargeLimit)
    return events({ type: 'ChargingLimitReached', at, wh, limit: 'state-of-charge' });
  const quarter = (energy: number) => Math.floor((4 * energy) / terms.wh);
  return quarter(wh) > quarter(state.wh)
    ? events({ type: 'ChargingProgressed', at, wh, stateOfCharge, powerKw, currentA })
    : events();
}

export function plugChanged(command: CommandOf<'ReportConnector'>, state: Booked): Decision<Event> {
  const { at, condition } = command;
  // The booking was moved, and what is reported happened in the window that it had before. Clocks may differ by some minutes.
  if (at < state.terms.span.start - times.grace) return events();
  if (condition === 'plugged' && !state.plugged) return events({ type: 'ConnectorPlugged', at });
  if (condition === 'unplugged' && state.plugged) return events({ type: 'ConnectorUnplugged', at });
  return faultReported(command, state);
}

export const faultReported = (
  { at, condition }: CommandOf<'ReportConnector'>,
  state: Booked | Requested,
): Decision<Event> => (condition === 'faulted' ? fault(state, at) : events());

function causeOf({ why }: CommandOf<'ReportSession'>): EndCause {
  switch (why) {
    case 'full':
    case 'unplugged':
    case 'swapped':
      return why;
    case 'stopped':
      return 'limit';
    default:
      return 'operator';
  }
}
