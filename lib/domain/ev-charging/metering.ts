import type { Reading, WhyEnded } from '../../language/charging.ts';
import { type Decision, events } from '../decision.ts';
import { ended } from './bill.ts';
import type { CommandOf } from './commands.ts';
import { fault } from './ending.ts';
import type { Event, EventOf } from './events.ts';
import { begun } from './growth.ts';
import { times } from './policy.ts';
import { isOwn, sessionIdOf } from './session.ts';
import type { Booked, Charging, EndCause, Requested } from './state.ts';
import { reportUnwanted } from './unwanted.ts';

/** What the operator reports of sessions. Energy that was metered is never passed over where the order still can be billed for it (decision 66). */

type Reported = CommandOf<'ReportSession'>;

/** A start may have been asked for by somebody who has not come to write it down, or a request may have lapsed too soon. */
export function reportEarly(command: Reported, state: Booked): Decision<Event> {
  const { at, sessionId, status } = command;
  if (!isOwn(sessionId, command)) return events();
  const isNext = sessionId === sessionIdOf(command, state.sessions + 1);
  const isOpen = at >= state.terms.span.start;
  if (status === 'charging') return isNext && isOpen ? events(startOf(command)) : reportUnwanted(command, state);
  const counts = isOpen && (isNext ? hasBegun(command) : command.wh > 0);
  return counts ? finish(command, state) : events();
}

/** The first that is heard of a session: that it began, or because reports overtake each other, already how it ended. */
export function reportFirst(command: Reported, state: Requested): Decision<Event> {
  const { at, status, why, wh, sessionId } = command;
  if (state.sessionId !== sessionId) return reportUnwanted(command, state);
  // Who asked for the stop goes on with what it was answered, unless there is something to pay for.
  if (status === 'ended' && why === 'stopped' && wh === 0) return events();
  if (status === 'charging') return events(startOf(command));
  if (hasBegun(command)) return finish(command, state, reportBegun);
  if (status === 'faulted') return fault(state, at);
  return events({ type: 'ChargingRequestLapsed', at, startBy: at + times.grace, by: 'provider' });
}

export function reportBegun(command: Reported, state: Charging): Decision<Event> {
  if (state.sessionId !== command.sessionId) return reportUnwanted(command, state);
  if (command.status === 'charging') return meter(command, state);
  return command.status === 'ended' && command.why === 'stopped' && !state.stopping
    ? stoppedAlready(command, state)
    : endReported(command, state);
}

/** A session that is over before it was known to have begun. */
function finish(
  command: Reported,
  state: Booked | Requested,
  then: (command: Reported, state: Charging) => Decision<Event> = endReported,
): Decision<Event> {
  const start = startOf(command);
  const decision = then(command, begun(state, start));
  return decision.kind === 'events' ? events<Event>(start, ...decision.events) : decision;
}

const endReported = (command: Reported, state: Charging): Decision<Event> =>
  endBy(state, command.at, { ...command, energyWh: command.wh });

/** The end of a session by its last reading, whoever heard it how. */
export const endBy = (
  state: Charging,
  at: number,
  reading: Pick<Reading, 'status' | 'energyWh' | 'stateOfCharge' | 'why'>,
): Decision<Event> =>
  reading.status === 'faulted' ? fault(state, at, reading) : events(ended(state, at, reading, causeOf(reading.why)));

const startOf = ({ sessionId, startedAt, at }: Reported): EventOf<'ChargingStarted'> => ({
  type: 'ChargingStarted',
  sessionId,
  at: startedAt ?? at,
  by: 'plug',
});

const hasBegun = ({ startedAt, wh }: Reported): boolean => startedAt !== undefined || wh > 0;

/** What was asked, as if it had been reported. */
export const asReported = (
  { at, orderId, caseId }: Omit<CommandOf<'Elapse'>, 'type'>,
  { sessionId }: Requested,
  { status, energyWh: wh, ...more }: Reading,
): Reported | undefined =>
  status === 'waiting' ? undefined : { ...more, type: 'ReportSession', at, orderId, caseId, sessionId, status, wh };

/**
 * A stop of ours that was obeyed is settled by who asked for it, with the reading that the stop was answered with. It is
 * kept, for no other may ever come: who asked may have had no answer, or has died.
 */
const stoppedAlready = ({ at, wh, stateOfCharge }: Reported, state: Charging): Decision<Event> =>
  state.hasStopped ? events() : events({ type: 'SessionStopped', at, wh: Math.max(wh, state.wh), stateOfCharge });

/** Of all meter values only these matter: a limit is reached, or another quarter is charged. */
function meter(command: Reported, state: Charging): Decision<Event> {
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

export function causeOf(why: WhyEnded | undefined): EndCause {
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
