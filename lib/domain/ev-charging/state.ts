import type { Minor } from '../money.ts';
import type { Party } from '../order/commands.ts';
import type { Line, Terms } from './terms.ts';

/** Where an order stands. Each stage has only the data that it can have. */
export type State =
  | { readonly stage: 'new' }
  | Quoted
  | Initiated
  | Paid
  | Booked
  | Requested
  | Charging
  | Ended
  | Cancelled;

export interface Quoted {
  readonly stage: 'quoted';
  readonly terms: Terms;
  readonly validUntil: number;
  readonly payments: number;
}

interface Ordered {
  readonly orderId: string;
  readonly terms: Terms;
  readonly party: Party;
  readonly payment: PaymentDue;
  /** How many payments were asked for in this transaction. */
  readonly payments: number;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly ratings: readonly Rating[];
  readonly tickets: readonly string[];
  /** The customer has filled in the feedback form. */
  readonly hasFeedback: boolean;
  /** Money that came too late or twice and goes back. */
  readonly strays: readonly Refund[];
}

export interface PaymentDue {
  readonly id: string;
  readonly url: string;
  readonly amount: Minor;
  readonly start: number;
  readonly end: number;
  readonly status: 'open' | 'declined' | 'paid';
}

export interface Refund {
  readonly id: string;
  readonly paymentId: string;
  readonly amount: Minor;
  readonly done: boolean;
}

export interface Rating {
  readonly id: string;
  readonly category: string;
  readonly value: string;
}

export interface Initiated extends Ordered {
  readonly stage: 'initiated';
}

/** The money is there, the buyer has not confirmed yet. */
export interface Paid extends Ordered {
  readonly stage: 'paid';
  readonly confirmUntil: number;
}

interface Confirmed extends Ordered {
  readonly confirmedAt: number;
  /** The customer has to come by then. */
  readonly startBy: number;
  readonly plugged: boolean;
  /** How many charging sessions were asked for. */
  readonly sessions: number;
}

export interface Booked extends Confirmed {
  readonly stage: 'booked';
}

export interface Requested extends Confirmed {
  readonly stage: 'requested';
  readonly sessionId: string;
  readonly plugBy: number;
}

export interface Charging extends Confirmed {
  readonly stage: 'charging';
  readonly sessionId: string;
  readonly startedAt: number;
  readonly wh: number;
  readonly stateOfCharge?: number;
  /** Set once a limit was reached or a stop was asked for: the final reading is awaited. */
  readonly stopping: boolean;
}

export interface Settlement {
  readonly wh: number;
  readonly charged: Minor;
  readonly lines: readonly Line[];
  readonly refund?: Refund;
}

export type EndCause = 'buyer' | 'limit' | 'operator' | 'unplugged' | 'full' | 'swapped';

export interface Ended extends Ordered {
  readonly stage: 'ended';
  readonly confirmedAt: number;
  readonly cause: EndCause;
  readonly endedAt: number;
  readonly settlement: Settlement;
}

export interface Cancelled extends Ordered {
  readonly stage: 'cancelled';
  readonly confirmedAt?: number;
  readonly cancellation: Cancellation;
  readonly settlement: Settlement;
}

export interface Cancellation {
  readonly by: 'buyer' | 'provider';
  readonly at: number;
  readonly reason: { readonly id: string; readonly code: string; readonly description: string };
  readonly fault: boolean;
}

export type OrderState = Exclude<State, { stage: 'new' } | Quoted>;
export type ConfirmedState = Booked | Requested | Charging;

export const initialState: State = { stage: 'new' };

/** What happened to an order. */
export type Event =
  | { readonly type: 'OrderQuoted'; readonly terms: Terms; readonly validUntil: number; readonly replaced?: string }
  | {
      readonly type: 'OrderInitiated';
      readonly orderId: string;
      readonly terms: Terms;
      readonly party: Party;
      readonly payment: PaymentDue;
      readonly at: number;
      /** The resource that an earlier round had held and that this one does not need. */
      readonly replaced?: string;
    }
  | {
      readonly type: 'PaymentCompleted';
      readonly paymentId: string;
      readonly at: number;
      readonly confirmUntil: number;
    }
  | { readonly type: 'PaymentDeclined'; readonly paymentId: string; readonly at: number }
  | { readonly type: 'StrayPaymentReceived'; readonly refund: Refund; readonly at: number }
  | { readonly type: 'OrderConfirmed'; readonly at: number; readonly startBy: number }
  | { readonly type: 'ConnectorPlugged'; readonly at: number }
  | { readonly type: 'ConnectorUnplugged'; readonly at: number }
  | { readonly type: 'ChargingRequested'; readonly sessionId: string; readonly at: number; readonly plugBy: number }
  | { readonly type: 'ChargingStarted'; readonly sessionId: string; readonly at: number; readonly by: 'buyer' | 'plug' }
  | {
      readonly type: 'ChargingRequestLapsed';
      readonly at: number;
      readonly startBy: number;
      readonly by: 'buyer' | 'provider';
    }
  | { readonly type: 'ArrivalExtended'; readonly at: number; readonly startBy: number }
  | { readonly type: 'ChargingProgressed'; readonly at: number; readonly wh: number; readonly stateOfCharge?: number }
  | {
      readonly type: 'ChargingLimitReached';
      readonly at: number;
      readonly wh: number;
      readonly limit: 'energy' | 'money' | 'time' | 'state-of-charge' | 'window';
    }
  | { readonly type: 'StopRequested'; readonly at: number }
  | {
      readonly type: 'ChargingEnded';
      readonly at: number;
      readonly cause: EndCause;
      readonly settlement: Settlement;
    }
  | { readonly type: 'ChargerFaulted'; readonly cancellation: Cancellation; readonly settlement: Settlement }
  | { readonly type: 'OrderCancelled'; readonly cancellation: Cancellation; readonly settlement: Settlement }
  | { readonly type: 'RefundCompleted'; readonly refundId: string; readonly at: number }
  | { readonly type: 'OrderRated'; readonly ratings: readonly Rating[]; readonly at: number }
  | { readonly type: 'FeedbackGiven'; readonly comment: string; readonly at: number }
  | { readonly type: 'HelpRequested'; readonly ticketId: string; readonly at: number };
