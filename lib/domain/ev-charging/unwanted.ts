import { type Decision, events } from '../decision.ts';
import type { CommandOf } from './commands.ts';
import type { Event, EventOf } from './events.ts';
import { times } from './policy.ts';
import { isOwn, otherFulfillment, sessionIdOf } from './session.ts';
import type { Booked, Cancelled, Charging, Ended, OrderState, Requested, State, Unwanted } from './state.ts';

/** Sessions that run, or may run, for an order that does not want them (decision 64). */

type Concerned = Pick<OrderState, 'unwanted'>;

/** A session that is reported to run is stopped, as often as it makes sense: its reports may come without end. */
export const reportUnwanted = (
  command: CommandOf<'ReportSession'>,
  state: Booked | Requested | Charging | Ended | Cancelled,
): Decision<Event> =>
  command.status === 'charging' && isOwn(command.sessionId, command)
    ? events(...unwanted(command.sessionId, command.at, state))
    : events();

/** An earlier attempt of a start that is refused now may have asked the charge point for that session. */
export const startedInVain = (
  command: CommandOf<'StartCharging'>,
  { unstarted, ...state }: Concerned & { readonly unstarted?: number },
): readonly Event[] => (unstarted === undefined ? [] : unwanted(sessionIdOf(command, unstarted), command.at, state));

/** The same where a start is refused without being asked again: nobody knows whether it was heard. The next start is another session. */
export const startedUnheard = (command: CommandOf<'StartCharging'>, state: State): readonly Event[] =>
  state.stage === 'booked' && otherFulfillment(command, state) === undefined
    ? [
        { type: 'ChargerRefused', at: command.at, why: 'its answer was not heard' },
        ...unwanted(sessionIdOf(command, state.sessions + 1), command.at, state),
      ]
    : [];

function unwanted(sessionId: string, at: number, { unwanted: before = [] }: Concerned): readonly Event[] {
  const known = before.find((one) => one.sessionId === sessionId);
  const isDue = known === undefined || at >= known.at + times.stop * 2 ** (known.times - 1);
  return isDue ? [{ type: 'SessionUnwanted', sessionId, at }] : [];
}

export function noted(
  { unwanted: before = [] }: Concerned,
  { sessionId, at }: EventOf<'SessionUnwanted'>,
): readonly Unwanted[] {
  const known = before.find((one) => one.sessionId === sessionId);
  return [...before.filter((one) => one !== known), { sessionId, at, times: (known?.times ?? 0) + 1 }];
}
