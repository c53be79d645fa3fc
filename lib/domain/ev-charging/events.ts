import type { OpenInput } from '../../language/charging.ts';
import type { Party, Vehicle } from '../../language/party.ts';
import type { Span } from '../../language/span.ts';
import type { CareEvent } from '../parts/care.ts';
import type { Due, PurseEvent, Settled } from '../parts/purse.ts';
import type { Cancellation, Delivered, EndCause, Meters } from './state.ts';
import type { Terms } from './terms.ts';

/** What happened to an order. */
export type Event =
  | PurseEvent
  | CareEvent
  | {
      readonly type: 'OrderQuoted';
      readonly at?: number;
      readonly terms: Terms;
      readonly validUntil: number;
      readonly replaced?: string;
      readonly open?: readonly OpenInput[];
    }
  | {
      readonly type: 'OrderInitiated';
      readonly orderId: string;
      readonly terms: Terms;
      readonly party: Party & { readonly vehicle?: Vehicle };
      readonly payment: Due;
      readonly at: number;
      /** The resource that an earlier round had held and that this one does not need. */
      readonly replaced?: string;
    }
  | {
      readonly type: 'PaymentCompleted';
      readonly paymentId: string;
      readonly at: number;
      readonly confirmUntil: number;
      /** Given by the buyer platform that has collected it. */
      readonly transactionId?: string;
    }
  | { readonly type: 'OrderConfirmed'; readonly at: number; readonly startBy: number }
  | { readonly type: 'BookingMoved'; readonly at: number; readonly span: Span; readonly startBy: number }
  /** Of a window that is not kept: an attempt that came to nothing may have taken it, in that round or before. */
  | { readonly type: 'HoldDropped'; readonly resource: string; readonly span: Span; readonly round: number }
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
  | ({ readonly type: 'ChargingProgressed'; readonly at: number; readonly wh: number } & Meters)
  | {
      readonly type: 'ChargingLimitReached';
      readonly at: number;
      readonly wh: number;
      readonly limit: 'energy' | 'money' | 'time' | 'state-of-charge' | 'window';
    }
  /** The charge point did not start. */
  | { readonly type: 'ChargerRefused'; readonly at: number; readonly why: string }
  | { readonly type: 'StopRequested'; readonly at: number }
  /** Nothing was heard of the stop, and it was asked again; with the energy by then. */
  | { readonly type: 'StopRepeated'; readonly at: number; readonly wh: number }
  /** It runs, or may run, without being wanted: it has to be stopped. */
  | { readonly type: 'SessionUnwanted'; readonly sessionId: string; readonly at: number }
  /** By a stop of ours that is not written down yet, and may never be. */
  | { readonly type: 'SessionStopped'; readonly at: number; readonly wh: number; readonly stateOfCharge?: number }
  | {
      readonly type: 'ChargingEnded';
      readonly at: number;
      readonly cause: EndCause;
      readonly settlement: Settlement;
      /** Of the battery, at the end; absent where the operator does not tell it. */
      readonly stateOfCharge?: number;
      /** The buyer hears it by the reply to what he has just asked. */
      readonly isAnswer?: boolean;
    }
  | {
      readonly type: 'ChargerFaulted';
      readonly cancellation: Cancellation;
      readonly settlement: Settlement;
      readonly stateOfCharge?: number;
    }
  | {
      readonly type: 'OrderCancelled';
      readonly cancellation: Cancellation;
      readonly settlement: Settlement;
      /** When the session began, where nobody had said so until it was stopped. */
      readonly begunAt?: number;
    };

export type Settlement = Delivered & Settled;
export type EventOf<Type extends Event['type']> = Extract<Event, { readonly type: Type }>;
