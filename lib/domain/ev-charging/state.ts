import type { ConnectorSeen, Metered, OpenInput } from '../../language/charging.ts';
import type { Kept } from '../../language/needs.ts';
import type { Party, Vehicle } from '../../language/party.ts';
import type { HasCare } from '../parts/care.ts';
import type { Unpaid } from '../parts/keeping.ts';
import type { HasPurse, HasStrays } from '../parts/purse.ts';
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

export interface Quoted extends HasStrays {
  readonly stage: 'quoted';
  readonly terms: Terms;
  readonly validUntil: number;
  readonly round: number;
  readonly former?: readonly Held[];
  /** What the buyer was asked for beside the quote. */
  readonly open?: readonly OpenInput[];
  readonly unpaid?: Unpaid;
}

interface Ordered extends HasPurse, HasCare {
  readonly orderId: string;
  readonly terms: Terms;
  readonly party: Party & { readonly vehicle?: Vehicle };
  /** How often something was held in this transaction. */
  readonly round: number;
  readonly unpaid?: Unpaid;
  readonly createdAt: number;
  /** What the order has heard last of its connector. */
  readonly connector?: ConnectorSeen;
  readonly unwanted?: readonly Unwanted[];
  readonly former?: readonly Held[];
}

/** What an order had of a calendar before it had something else instead. */
export type Held = Pick<Kept, 'resource' | 'span'>;

/** A session that runs without being wanted: when it was stopped last, and how often. */
export interface Unwanted {
  readonly sessionId: string;
  readonly at: number;
  readonly times: number;
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
  /** The round of what is kept, where later ones were given up. */
  readonly keptRound?: number;
  readonly confirmedAt: number;
  /** The customer has to come by then. */
  readonly startBy: number;
  readonly plugged: boolean;
  /** The charge point refused the last start: whatever comes of it is the provider's fault. */
  readonly wasRefused: boolean;
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

/** What the operator tells of a running session beside its energy, as far as it does. */
export type Meters = Pick<Metered, 'stateOfCharge' | 'powerKw' | 'currentA'>;

export interface Charging extends Confirmed, Meters {
  readonly stage: 'charging';
  readonly sessionId: string;
  readonly startedAt: number;
  readonly wh: number;
  /** Set once a limit was reached or a stop was asked for: the final reading is awaited. */
  readonly stopping?: Stopping;
  /** Its end was reported already: whoever asked for the stop settles it with that reading. */
  readonly hasStopped?: boolean;
  /** It was heard of before its start was written down: who asked for that has no answer yet. */
  readonly isUnanswered?: boolean;
}

export interface Stopping {
  readonly since: number;
  /** When the operator is asked again, and how often that has been done. */
  readonly askAt: number;
  readonly asked: number;
}

/** What was delivered, and how that became what was charged; the purse has the money. */
export interface Delivered {
  readonly wh: number;
  readonly lines: readonly Line[];
}

export interface Ended extends Ordered {
  readonly stage: 'ended';
  readonly confirmedAt: number;
  readonly cause: EndCause;
  readonly session: Metered;
  readonly delivered: Delivered;
}

export interface Cancelled extends Ordered {
  readonly stage: 'cancelled';
  readonly confirmedAt?: number;
  readonly cancellation: Cancellation;
  /** Where one was running. */
  readonly session?: Metered;
  /** The number of the session that a start may ask for that has not heard of the cancellation. */
  readonly unstarted?: number;
  readonly delivered: Delivered;
}

export type EndCause = 'buyer' | 'limit' | 'operator' | 'unplugged' | 'full' | 'swapped';

export interface Cancellation {
  readonly by: 'buyer' | 'provider';
  readonly at: number;
  readonly reason: { readonly id: string; readonly code: string; readonly description: string };
  readonly fault: boolean;
}

export type OrderState = Exclude<State, { stage: 'new' } | Quoted>;
export type ConfirmedState = Booked | Requested | Charging;

export const initialState: State = { stage: 'new' };

export const isOrder = (state: State): state is OrderState => state.stage !== 'new' && state.stage !== 'quoted';

export const isConfirmed = (state: State): state is ConfirmedState =>
  state.stage === 'booked' || state.stage === 'requested' || state.stage === 'charging';
