import type { Metered } from '../../language/charging.ts';
import { type Growth, moves, stays, staysAll } from '../life.ts';
import { growCare, noCare } from '../parts/care.ts';
import { heldUnpaid, letGo } from '../parts/keeping.ts';
import { growPurse, growStrays, type HasStrays, linksOf, paid } from '../parts/purse.ts';
import type { Event, EventOf } from './events.ts';
import { withFormer } from './kept.ts';
import { times } from './policy.ts';
import { numberOf } from './session.ts';
import {
  type Charging,
  type ConfirmedState,
  isOrder,
  type Meters,
  type OrderState,
  type Requested,
  type State,
  type Stopping,
} from './state.ts';
import { noted } from './unwanted.ts';

const leads = moves<State>();
const keeps = stays<State>();

const unpaid = ['initiated', 'paid'] as const;
const confirmed = ['booked', 'requested', 'charging'] as const;
const delivered = [...confirmed, 'ended', 'cancelled'] as const;
const open = [...unpaid, ...confirmed] as const;
const orders = [...open, 'ended', 'cancelled'] as const;
const known = ['quoted', ...orders] as const;
const beginnings = ['new', 'quoted', 'initiated', 'cancelled'] as const;

/** What happens in the life of a charging order, and what it is then. */
export const growth: Growth<State, Event> = {
  ...staysAll<State>()(orders, growPurse),
  ...staysAll<State>()(orders, growCare),
  StrayPaymentReceived: keeps(known, (state, event: EventOf<'StrayPaymentReceived'>) =>
    isOrder(state) ? growPurse.StrayPaymentReceived(state, event) : growStrays.StrayPaymentReceived(state, event),
  ),
  RefundCompleted: keeps(known, (state, event: EventOf<'RefundCompleted'>) =>
    isOrder(state) ? growPurse.RefundCompleted(state, event) : growStrays.RefundCompleted(state, event),
  ),
  OrderQuoted: leads(beginnings, 'quoted', (state, { at, terms, validUntil, open }: EventOf<'OrderQuoted'>) => ({
    stage: 'quoted',
    terms,
    validUntil,
    open,
    round: 'round' in state ? state.round : 0,
    former: formerIn(state),
    ...booksIn(state),
    unpaid: letGo(unpaidIn(state), at ?? validUntil),
  })),
  OrderInitiated: leads(beginnings, 'initiated', (state, event: EventOf<'OrderInitiated'>) => {
    const { orderId, terms, party, payment, at } = event;
    const { id: providerId, currency } = terms.offer.provider;
    const before = isOrder(state) ? state : undefined;
    return {
      stage: 'initiated',
      orderId,
      terms,
      party,
      purse: { providerId, currency, due: payment, ...booksIn(state) },
      care: before?.care ?? noCare,
      round: ('round' in state ? state.round : 0) + 1,
      former: formerIn(state),
      unpaid: heldUnpaid(unpaidIn(state), at, payment.end),
      createdAt: before?.createdAt ?? at,
      updatedAt: at,
    };
  }),
  PaymentCompleted: leads(['initiated'], 'paid', (state, event: EventOf<'PaymentCompleted'>) => ({
    ...state,
    stage: 'paid',
    updatedAt: event.at,
    purse: paid(state.purse, event),
    confirmUntil: event.confirmUntil,
  })),
  OrderConfirmed: leads(['paid'], 'booked', (state, { at, startBy }: EventOf<'OrderConfirmed'>) => ({
    ...ordered(state),
    stage: 'booked',
    updatedAt: at,
    confirmedAt: at,
    startBy,
    plugged: false,
    wasRefused: false,
    sessions: 0,
  })),
  BookingMoved: keeps(confirmed, (state, { at, span, startBy }: EventOf<'BookingMoved'>) => ({
    ...state,
    updatedAt: at,
    terms: { ...state.terms, span },
    startBy,
    round: state.round + 1,
    keptRound: undefined,
    former: withFormer(state),
  })),
  HoldDropped: keeps(known, (state, { round }: EventOf<'HoldDropped'>) =>
    'startBy' in state && round > state.round ? { ...state, round, keptRound: state.keptRound ?? state.round } : state,
  ),
  ConnectorPlugged: keeps(['booked'], (state, { at }: EventOf<'ConnectorPlugged'>) => ({
    ...state,
    updatedAt: at,
    connector: { status: 'preparing', at },
    plugged: true,
  })),
  ConnectorUnplugged: keeps(['booked'], (state, { at }: EventOf<'ConnectorUnplugged'>) => ({
    ...state,
    updatedAt: at,
    connector: { status: 'available', at },
    plugged: false,
  })),
  ArrivalExtended: keeps(['booked'], (state, { startBy }: EventOf<'ArrivalExtended'>) => ({ ...state, startBy })),
  ChargerRefused: keeps(['booked'], (state, { at }: EventOf<'ChargerRefused'>) => ({
    ...state,
    updatedAt: at,
    wasRefused: true,
    // The next start is another session for the operator.
    sessions: state.sessions + 1,
  })),
  ChargingRequested: leads(['booked'], 'requested', (state, event: EventOf<'ChargingRequested'>) => ({
    ...booking(state, event.at),
    stage: 'requested',
    wasRefused: false,
    sessionId: event.sessionId,
    plugBy: event.plugBy,
    sessions: state.sessions + 1,
  })),
  ChargingStarted: leads(['booked', 'requested'], 'charging', begun),
  ChargingRequestLapsed: leads(['requested'], 'booked', (state, event: EventOf<'ChargingRequestLapsed'>) => ({
    ...booking(state, event.at),
    stage: 'booked',
    startBy: event.startBy,
  })),
  ChargingProgressed: keeps(['charging'], (state, { at, wh, ...event }: EventOf<'ChargingProgressed'>) => ({
    ...state,
    updatedAt: at,
    wh,
    ...metersIn(event),
  })),
  ChargingLimitReached: keeps(['charging'], (state, { at, wh }: EventOf<'ChargingLimitReached'>) => ({
    ...state,
    updatedAt: at,
    wh,
    stopping: stoppingSince(at),
  })),
  StopRequested: keeps(['charging'], (state, { at }: EventOf<'StopRequested'>) => ({
    ...state,
    updatedAt: at,
    stopping: stoppingSince(at, state.stopping),
  })),
  StopRepeated: keeps(['charging'], (state, { at, wh }: EventOf<'StopRepeated'>) => ({
    ...state,
    updatedAt: at,
    wh,
    stopping: state.stopping && askedAgain(at, state.stopping),
  })),
  SessionStopped: keeps(['charging'], (state, { wh, stateOfCharge }: EventOf<'SessionStopped'>) => ({
    ...state,
    wh,
    stateOfCharge: stateOfCharge ?? state.stateOfCharge,
    hasStopped: true,
  })),
  SessionUnwanted: keeps(delivered, (state, event: EventOf<'SessionUnwanted'>) => ({
    ...state,
    unwanted: noted(state, event),
    // One that a start may have asked for is no session that another start can have.
    ...(state.stage === 'booked' && { sessions: sessionsWith(state, event) }),
  })),
  ChargingEnded: leads(['charging'], 'ended', (state, event: EventOf<'ChargingEnded'>) => ({
    ...over(state, event.settlement),
    stage: 'ended',
    updatedAt: event.at,
    confirmedAt: state.confirmedAt,
    cause: event.cause,
    session: sessionThat(state, event),
    connector: { status: event.cause === 'unplugged' ? 'available' : 'finishing', at: event.at },
  })),
  ChargerFaulted: leads(confirmed, 'cancelled', cancelled),
  OrderCancelled: leads(open, 'cancelled', cancelled),
};

export function begun(state: ConfirmedState | Requested, event: EventOf<'ChargingStarted'>): Charging {
  return {
    // It may have begun before it was heard of.
    ...booking(state, Math.max(state.updatedAt, event.at)),
    stage: 'charging',
    plugged: true,
    wasRefused: false,
    sessions: sessionsWith(state, event),
    sessionId: event.sessionId,
    startedAt: event.at,
    wh: 0,
    connector: { status: 'charging', at: event.at },
    ...(state.stage === 'booked' && event.by === 'plug' && { isUnanswered: true }),
  };
}

/** How many sessions were asked for, as far as that one tells. */
const sessionsWith = (
  { sessions }: Pick<ConfirmedState, 'sessions'>,
  { sessionId }: { readonly sessionId: string },
): number => (numberOf(sessionId) === sessions + 1 ? sessions + 1 : sessions);

const stoppingSince = (at: number, before?: Stopping): Stopping => ({
  since: before?.since ?? at,
  askAt: at + times.stop,
  asked: 0,
});

const askedAgain = (at: number, { since, asked }: Stopping): Stopping => ({
  since,
  askAt: at + Math.min(times.longestStop, times.stop * 2 ** (asked + 1)),
  asked: asked + 1,
});

function cancelled(state: OrderState, event: EventOf<'ChargerFaulted' | 'OrderCancelled'>) {
  const { at, fault } = event.cancellation;
  const heardAt = 'begunAt' in event ? event.begunAt : undefined;
  const startedAt = state.stage === 'charging' ? state.startedAt : heardAt;
  const stateOfCharge = 'stateOfCharge' in event ? event.stateOfCharge : undefined;
  const stopped = { status: fault ? 'faulted' : 'finishing', at } as const;
  return {
    ...over(state, event.settlement),
    stage: 'cancelled' as const,
    unpaid: letGo(state.unpaid, at),
    updatedAt: at,
    confirmedAt: 'confirmedAt' in state ? state.confirmedAt : undefined,
    cancellation: event.cancellation,
    ...(startedAt !== undefined && {
      session: sessionThat({ startedAt }, { at, settlement: event.settlement, stateOfCharge }),
    }),
    ...((startedAt !== undefined || fault) && { connector: stopped }),
    ...(state.stage === 'booked' && { unstarted: state.sessions + 1 }),
  };
}

const sessionThat = (
  { startedAt }: Pick<Charging, 'startedAt'>,
  { at, settlement, stateOfCharge }: Pick<EventOf<'ChargingEnded'>, 'at' | 'settlement' | 'stateOfCharge'>,
): Metered => ({ energyWh: settlement.wh, stateOfCharge, startedAt, endedAt: at });

const metersIn = ({ stateOfCharge, powerKw, currentA }: Meters): Meters => ({ stateOfCharge, powerKw, currentA });

const over = (state: OrderState, { wh, lines, ...settled }: EventOf<'ChargingEnded'>['settlement']) => ({
  ...ordered(state),
  purse: { ...state.purse, settled },
  delivered: { wh, lines },
});

const formerIn = (state: State) => (isOrder(state) ? withFormer(state) : 'former' in state ? state.former : undefined);

/** Money that is on its way back goes there whatever the buyer chooses next, and pages that were asked for can still be paid. */
function booksIn(state: State): HasStrays {
  if (isOrder(state)) return { strays: state.purse.strays, links: linksOf(state.purse) };
  return 'strays' in state ? { strays: state.strays, links: state.links } : { strays: [] };
}

const unpaidIn = (state: State) => ('unpaid' in state ? state.unpaid : undefined);

/** Only what every order has: the data of the stage before is left behind. */
function ordered(state: OrderState) {
  const { orderId, terms, party, purse, care, round, unpaid, createdAt, connector, former, unwanted } = state;
  return { orderId, terms, party, purse, care, round, unpaid, createdAt, connector, former, unwanted };
}

function booking(state: ConfirmedState, updatedAt: number) {
  const { keptRound, confirmedAt, startBy, plugged, wasRefused, sessions } = state;
  return { ...ordered(state), keptRound, updatedAt, confirmedAt, startBy, plugged, wasRefused, sessions };
}
