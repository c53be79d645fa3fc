import type { Cancelled, ConfirmedState, Ended, Event, OrderState, State } from './state.ts';

/** What an event makes of a state. Events that do not fit were never decided; they leave the state as it is. */
export function evolve(state: State, event: Event): State {
  switch (event.type) {
    case 'OrderQuoted':
      return {
        stage: 'quoted',
        terms: event.terms,
        validUntil: event.validUntil,
        payments: 'payments' in state ? state.payments : 0,
      };
    case 'OrderInitiated':
      return initiated(state, event);
    case 'PaymentCompleted':
      return state.stage === 'initiated'
        ? {
            ...touched(state, event.at),
            stage: 'paid',
            payment: { ...state.payment, status: 'paid' },
            confirmUntil: event.confirmUntil,
          }
        : state;
    case 'PaymentDeclined':
      return state.stage === 'initiated'
        ? { ...touched(state, event.at), payment: { ...state.payment, status: 'declined' } }
        : state;
    case 'StrayPaymentReceived':
      return isOrder(state) ? { ...touched(state, event.at), strays: [...state.strays, event.refund] } : state;
    case 'OrderConfirmed':
      return state.stage === 'paid'
        ? {
            ...touched(state, event.at),
            stage: 'booked',
            confirmedAt: event.at,
            startBy: event.startBy,
            plugged: false,
            sessions: 0,
          }
        : state;
    case 'ConnectorPlugged':
      return isConfirmed(state) ? { ...touched(state, event.at), plugged: true } : state;
    case 'ConnectorUnplugged':
      return isConfirmed(state) ? { ...touched(state, event.at), plugged: false } : state;
    case 'ArrivalExtended':
      return state.stage === 'booked' ? { ...state, startBy: event.startBy } : state;
    default:
      return isConfirmed(state) ? duringCharging(state, event) : afterwards(state, event);
  }
}

export const isOrder = (state: State): state is OrderState => state.stage !== 'new' && state.stage !== 'quoted';

export const isConfirmed = (state: State): state is ConfirmedState =>
  state.stage === 'booked' || state.stage === 'requested' || state.stage === 'charging';

function initiated(state: State, event: Extract<Event, { type: 'OrderInitiated' }>): State {
  return {
    stage: 'initiated',
    orderId: event.orderId,
    terms: event.terms,
    party: event.party,
    payment: event.payment,
    payments: ('payments' in state ? state.payments : 0) + 1,
    createdAt: isOrder(state) ? state.createdAt : event.at,
    updatedAt: event.at,
    ratings: [],
    tickets: isOrder(state) ? state.tickets : [],
    hasFeedback: isOrder(state) && state.hasFeedback,
    strays: isOrder(state) ? state.strays : [],
  };
}

function duringCharging(state: ConfirmedState, event: Event): State {
  switch (event.type) {
    case 'ChargingRequested':
      return {
        ...confirmed(state, event.at),
        stage: 'requested',
        sessionId: event.sessionId,
        plugBy: event.plugBy,
        sessions: state.sessions + 1,
      };
    case 'ChargingStarted':
      return {
        ...confirmed(state, event.at),
        stage: 'charging',
        plugged: true,
        sessions: event.by === 'buyer' ? state.sessions + 1 : state.sessions,
        sessionId: event.sessionId,
        startedAt: event.at,
        wh: 0,
        stopping: false,
      };
    case 'ChargingRequestLapsed':
      return { ...confirmed(state, event.at), stage: 'booked', startBy: event.startBy };
    case 'ChargingProgressed':
      return state.stage === 'charging'
        ? { ...touched(state, event.at), wh: event.wh, stateOfCharge: event.stateOfCharge }
        : state;
    case 'ChargingLimitReached':
      return state.stage === 'charging' ? { ...touched(state, event.at), wh: event.wh, stopping: true } : state;
    case 'StopRequested':
      return state.stage === 'charging' ? { ...touched(state, event.at), stopping: true } : state;
    default:
      return afterwards(state, event);
  }
}

function afterwards(state: State, event: Event): State {
  if (!isOrder(state)) return state;
  switch (event.type) {
    case 'ChargingEnded':
      return isConfirmed(state) ? ended(state, event) : state;
    case 'ChargerFaulted':
    case 'OrderCancelled':
      return cancelled(state, event);
    case 'RefundCompleted':
      return refunded({ ...state, updatedAt: event.at }, event.refundId);
    case 'OrderRated':
      return { ...touched(state, event.at), ratings: [...state.ratings, ...event.ratings] };
    case 'FeedbackGiven':
      return { ...touched(state, event.at), hasFeedback: true };
    case 'HelpRequested':
      return { ...touched(state, event.at), tickets: [...state.tickets, event.ticketId] };
    default:
      return state;
  }
}

const ended = (state: ConfirmedState, event: Extract<Event, { type: 'ChargingEnded' }>): Ended => ({
  ...ordered(state),
  stage: 'ended',
  updatedAt: event.at,
  confirmedAt: state.confirmedAt,
  cause: event.cause,
  endedAt: event.at,
  settlement: event.settlement,
});

const cancelled = (
  state: OrderState,
  event: Extract<Event, { type: 'ChargerFaulted' | 'OrderCancelled' }>,
): Cancelled => ({
  ...ordered(state),
  stage: 'cancelled',
  updatedAt: event.cancellation.at,
  confirmedAt: 'confirmedAt' in state ? state.confirmedAt : undefined,
  cancellation: event.cancellation,
  settlement: event.settlement,
});

function refunded(state: OrderState, refundId: string): OrderState {
  const strays = state.strays.map((refund) => (refund.id === refundId ? { ...refund, done: true } : refund));
  if (state.stage !== 'ended' && state.stage !== 'cancelled') return { ...state, strays };
  const { settlement } = state;
  if (settlement.refund?.id !== refundId) return { ...state, strays };
  return { ...state, strays, settlement: { ...settlement, refund: { ...settlement.refund, done: true } } };
}

const touched = <S extends OrderState>(state: S, at: number): S => ({ ...state, updatedAt: at });

/** Only what every order has: the data of the stage before is left behind. */
function ordered(state: OrderState) {
  const { orderId, terms, party, payment, payments, createdAt, ratings, tickets, hasFeedback, strays } = state;
  return { orderId, terms, party, payment, payments, createdAt, ratings, tickets, hasFeedback, strays };
}

function confirmed(state: ConfirmedState, updatedAt: number) {
  const { confirmedAt, startBy, plugged, sessions } = state;
  return { ...ordered(state), updatedAt, confirmedAt, startBy, plugged, sessions };
}
