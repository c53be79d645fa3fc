import type { Place } from '../../language/place.ts';
import type { Span } from '../../language/span.ts';
import { spanOf } from '../../language/window.ts';
import { andThen, ask, type Decision, events, type Refused, refuse, withEvents } from '../decision.ts';
import { keepOn } from '../parts/keeping.ts';
import type { CommandOf } from './commands.ts';
import type { Event, EventOf } from './events.ts';
import { dropped, keptUntil, withFormer } from './kept.ts';
import { comesToCustomer } from './offers.ts';
import { times } from './policy.ts';
import { otherFulfillment } from './session.ts';
import {
  type Booked,
  type Cancelled,
  type Charging,
  type Ended,
  isConfirmed,
  type OrderState,
  type Requested,
  type State,
} from './state.ts';
import type { Terms } from './terms.ts';
import { chooseWindow } from './window.ts';

/** A confirmed booking gets another window: what was bought, and its price, stay (decision 58). */
export function move(command: CommandOf<'Reschedule'>, state: Booked | Requested | Charging): Decision<Event> {
  const other = stranger(command, state);
  if (other !== undefined) return other;
  return andThen(moveTo(command, state), (answer) =>
    withEvents(
      answer,
      lost(command, state).filter(({ span }) => !answer.events?.some((one) => isMoved(one, span))),
    ),
  );
}

/** A move of an order that is over: an earlier attempt of it may have taken the window that it asks for. */
export const lostByMove = (command: CommandOf<'Reschedule'>, state: Ended | Cancelled): readonly Event[] =>
  state.confirmedAt === undefined || stranger(command, state) !== undefined ? [] : lost(command, state);

/** The same where a move is refused without being tried again. */
export const movedUnheard = (command: CommandOf<'Reschedule'>, state: State): readonly Event[] =>
  isConfirmed(state) && stranger(command, state) === undefined ? lost(command, state) : [];

const stranger = (command: CommandOf<'Reschedule'>, state: OrderState): Refused | undefined =>
  otherFulfillment(command, state) ?? otherPlace(command.place, state.terms);

const isMoved = (event: Event, span: Span): boolean =>
  event.type === 'BookingMoved' && event.span.start === span.start && event.span.end === span.end;

/** The windows that this move asks for, given those that the booking had when somebody may have read it. */
function lost(command: CommandOf<'Reschedule'>, state: OrderState): readonly EventOf<'HoldDropped'>[] {
  const { at } = command;
  const { terms, round } = state;
  const held = withFormer(state).flatMap(({ resource, span: had }) => {
    const before = { ...terms, span: had };
    const span = wanted(command, before);
    const isSold = !('kind' in movedTo(command, before)) || !('kind' in extendedTo(command, before));
    return isSold && mostIn(span, terms) >= terms.wh ? [{ resource, span }] : [];
  });
  return dropped(held, { state, round: round + 1, at });
}

function moveTo(command: CommandOf<'Reschedule'>, state: Booked | Requested | Charging): Decision<Event> {
  const { at } = command;
  const { terms } = state;
  if (state.stage === 'charging' && (state.stopping || state.hasStopped))
    return refuse('update-impossible', 'charging is about to end: its window stays as it is');
  const isAhead = at < terms.span.start && !hasBegun(state);
  const span = isAhead ? movedTo(command, terms) : extendedTo(command, terms);
  if ('kind' in span) return span;
  if (span.start === terms.span.start && span.end === terms.span.end) return events();
  const most = mostIn(span, terms);
  if (most < terms.wh)
    return refuse('unavailable', `at most ${most / 1000} kWh can be delivered in that window: choose a longer one`);
  // Who is expected already is expected as before: only the end is another one.
  const startBy = isAhead ? Math.max(span.start, at) + times.grace : state.startBy;
  return keepInstead(state, span, () => events({ type: 'BookingMoved', at, span, startBy }));
}

const mostIn = ({ start, end }: Span, { offer }: Terms): number =>
  Math.floor((offer.fulfillment.powerKw * (end - start)) / 3600);

/** Messages overtake each other: one from before the window may come when somebody has used it already. */
const hasBegun = (state: Booked | Requested | Charging): boolean =>
  state.stage !== 'booked' || state.plugged || state.sessions > 0;

/** The new window is taken beside the old one, which is given back once this is written down. */
function keepInstead(state: Booked | Requested | Charging, span: Span, then: () => Decision<Event>): Decision<Event> {
  const { id } = state.terms.offer.fulfillment;
  const kept = { ...keptUntil(state, span.end + times.grace), span, round: state.round + 1 };
  const taken = () => refuse('unavailable', `connector ${id} is taken for this window: choose another one`);
  // Nothing else knows whether the connector is out of order.
  return ask({ kind: 'free', resources: [kept.resource], span, enough: 1 }, (free) =>
    free.length === 0 ? taken() : keepOn<Event>(kept, then, taken),
  );
}

/** What is not said stays: with a start alone the window is as long as before, with an end alone it begins as before. */
function wanted({ at, window }: CommandOf<'Reschedule'>, { span, offer }: Terms): Span {
  const { start, end } = spanOf(window, at, offer.provider.zone);
  const begin = start === undefined || sameSecond(start, span.start) ? span.start : start;
  return { start: begin, end: end ?? begin + span.end - span.start };
}

function movedTo(command: CommandOf<'Reschedule'>, terms: Terms): Span | Refused {
  const span = wanted(command, terms);
  const window = chooseWindow(span, command.at);
  return 'kind' in window ? window : span;
}

function extendedTo(command: CommandOf<'Reschedule'>, terms: Terms): Span | Refused {
  const { start, end } = terms.span;
  const span = wanted(command, terms);
  if (span.start !== start || span.end < end || span.end <= command.at)
    return refuse('update-impossible', `this window began at ${rfc3339(start)}: only a later end can be asked for`);
  return span.end - start > times.longestWindow
    ? refuse(
        'not-allowed',
        `a window ends 12 hours after its start at the latest: ${rfc3339(start + times.longestWindow)}`,
      )
    : span;
}

function otherPlace(place: Place | undefined, terms: Terms): Refused | undefined {
  const before = terms.place;
  if (place === undefined || before === undefined || !comesToCustomer(terms.offer.fulfillment)) return undefined;
  const isSame = JSON.stringify(place.gps ?? before.gps) === JSON.stringify(before.gps);
  return isSame && (place.address ?? before.address) === before.address
    ? undefined
    : refuse('update-impossible', 'the van comes to the place that was ordered: cancel, and order for another one');
}

/** Buyers may write times without fractions of a second. */
const sameSecond = (one: number, other: number) => Math.floor(one / 1000) === Math.floor(other / 1000);

const rfc3339 = (milliseconds: number) => new Date(milliseconds).toISOString();
