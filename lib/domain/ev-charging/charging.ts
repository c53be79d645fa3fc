import { type Decision, events, need, refuse } from '../decider.ts';
import { isSwap } from './catalog.ts';
import type { CommandOf } from './commands.ts';
import { fault } from './ending.ts';
import { evolve, isConfirmed } from './evolve.ts';
import { settle } from './settle.ts';
import type { Booked, Charging, EndCause, Event, Requested, State } from './state.ts';
import { times } from './taxonomy.ts';

/** The charging session: started and stopped by the buyer, reported by the charge point operator. */

export function changeState(command: CommandOf<'ChangeState'>, state: State): Decision<Event> {
  if (state.stage === 'new' || state.stage === 'quoted')
    return refuse('order-unknown', 'there is no order in this transaction');
  if (!/fulfil/i.test(command.target))
    return refuse(
      'update-target-unknown',
      `the state of a fulfillment can be updated, not ${command.target.slice(0, 60)}`,
    );
  if (command.fulfillmentId !== undefined && command.fulfillmentId !== state.terms.offer.fulfillment.id)
    return refuse('fulfillment-unknown', `this order has fulfillment ${state.terms.offer.fulfillment.id}`);
  switch (command.state) {
    case 'start-charging':
      return start(command, state);
    case 'end-charging':
      return stop(command, state);
    default:
      return refuse('update-impossible', 'the state start-charging or end-charging was expected');
  }
}

function start(command: CommandOf<'ChangeState'>, state: State): Decision<Event> {
  if (state.stage === 'initiated' || state.stage === 'paid')
    return refuse('not-applicable', 'charging can start once the order is confirmed');
  if (state.stage !== 'booked') return refuse('not-applicable', `charging cannot start: this order is ${state.stage}`);
  const { terms } = state;
  if (command.at < terms.span.start)
    return refuse('update-impossible', `the window begins at ${new Date(terms.span.start).toISOString()}: start then`);
  const sessionId = `session-${command.caseId}-${state.sessions + 1}`;
  const { started } = command.answers;
  if (started === undefined) return need({ kind: 'start-session', session: sessionOrder(state, sessionId) });
  if (!started.accepted) return refuse('charger-refused', `the charge point does not start: ${started.why}`);
  return started.reading.status === 'charging'
    ? events({ type: 'ChargingStarted', sessionId, at: command.at, by: 'buyer' })
    : events({ type: 'ChargingRequested', sessionId, at: command.at, plugBy: command.at + times.plug });
}

function sessionOrder({ terms }: Booked, id: string) {
  const { provider, item, fulfillment } = terms.offer;
  return {
    id,
    connector: { providerId: provider.id, itemId: item.id, fulfillmentId: fulfillment.id },
    kind: isSwap(fulfillment) ? ('swap' as const) : ('charging' as const),
    powerKw: fulfillment.powerKw,
    energyWh: terms.wh,
  };
}

function stop(command: CommandOf<'ChangeState'>, state: State): Decision<Event> {
  // Who stops what has just ended by itself gets the bill, not a refusal.
  if (state.stage === 'ended') return events();
  if (state.stage !== 'charging' && state.stage !== 'requested')
    return refuse('not-applicable', `nothing is being charged: this order is ${state.stage}`);
  if (command.answers.stopped === undefined) return need({ kind: 'stop-session', sessionId: state.sessionId });
  if (state.stage === 'requested')
    return events({ type: 'ChargingRequestLapsed', at: command.at, startBy: command.at + times.grace, by: 'buyer' });
  const { reading } = command.answers.stopped;
  return reading === undefined
    ? events({ type: 'StopRequested', at: command.at })
    : events(ended(state, command.at, reading.energyWh, 'buyer'));
}

export function reportSession(command: CommandOf<'ReportSession'>, state: State): Decision<Event> {
  if ((state.stage !== 'requested' && state.stage !== 'charging') || state.sessionId !== command.sessionId)
    return events();
  if (state.stage === 'requested') return reportFirst(command, state);
  switch (command.status) {
    case 'charging':
      return meter(command, state);
    case 'ended':
      // A stop of ours that was obeyed is settled by who asked for it, with the reading that the stop was answered with.
      return command.why === 'stopped' && !state.stopping
        ? events()
        : events(ended(state, command.at, command.wh, causeOf(command)));
    case 'faulted':
      return fault(state, command.at, command.wh);
  }
}

/** The first that is heard of a session: that it began, or because reports overtake each other, already how it ended. */
function reportFirst(command: CommandOf<'ReportSession'>, state: Requested): Decision<Event> {
  const { at, status, why, startedAt } = command;
  if (status === 'ended' && why === 'stopped') return events();
  if (status === 'ended' && startedAt === undefined)
    return events({ type: 'ChargingRequestLapsed', at, startBy: at + times.grace, by: 'provider' });
  if (status === 'faulted' && startedAt === undefined) return fault(state, at, 0);
  const begun: Event = { type: 'ChargingStarted', sessionId: state.sessionId, at: startedAt ?? at, by: 'plug' };
  if (status === 'charging') return events(begun);
  const then = reportSession(command, evolve(state, begun));
  return then.kind === 'events' ? events(begun, ...then.events) : then;
}

/** Of all meter values only these matter: a limit is reached, or another quarter is charged. */
function meter(command: CommandOf<'ReportSession'>, state: Charging): Decision<Event> {
  const { at, wh, stateOfCharge } = command;
  const { terms } = state;
  if (state.stopping) return events();
  if (wh >= terms.wh) return events({ type: 'ChargingLimitReached', at, wh, limit: terms.limit.kind });
  if (stateOfCharge !== undefined && stateOfCharge >= terms.stateOfChargeLimit)
    return events({ type: 'ChargingLimitReached', at, wh, limit: 'state-of-charge' });
  const quarter = (energy: number) => Math.floor((4 * energy) / terms.wh);
  return quarter(wh) > quarter(state.wh) ? events({ type: 'ChargingProgressed', at, wh, stateOfCharge }) : events();
}

export function reportConnector(command: CommandOf<'ReportConnector'>, state: State): Decision<Event> {
  if (!isConfirmed(state)) return events();
  const { at } = command;
  switch (command.condition) {
    case 'plugged':
      return state.stage === 'booked' && !state.plugged ? events({ type: 'ConnectorPlugged', at }) : events();
    case 'unplugged':
      return state.stage === 'booked' && state.plugged ? events({ type: 'ConnectorUnplugged', at }) : events();
    case 'faulted':
      return state.stage === 'charging' ? events() : fault(state, at, 0);
    case 'cleared':
      return events();
  }
}

export const ended = (state: Charging, at: number, wh: number, cause: EndCause): Event => ({
  type: 'ChargingEnded',
  at,
  cause,
  settlement: settle(state, Math.max(wh, state.wh)),
});

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
