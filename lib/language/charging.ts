import type { Vehicle } from './party.ts';
import type { Place } from './place.ts';
import type { Window } from './window.ts';

/** What EV charging and battery swap have to say beyond what all businesses say. */
export interface Charging {
  /** What a buyer wants beside what all businesses sell. */
  readonly wanted: WantedCharging;
  /** What a buyer may say to a running order. */
  readonly told: ToldCharging;
  /** What is shown of a fulfillment. */
  readonly fulfillment: ChargingShown;
}

export interface WantedCharging {
  readonly chargerType?: string;
  readonly connectorType?: string;
  /** In the buyer's words, such as "50kW" or "greater than 50kW". */
  readonly power?: string;
  /** Percent of the battery at which charging shall stop. */
  readonly stateOfChargeLimit?: number;
  readonly vehicle?: Vehicle;
  /** Any of these, in the buyer's words. */
  readonly batteryTypes?: readonly string[];
  readonly vehicleTypes?: readonly string[];
  /** Whether the place shall be kept for a time. */
  readonly blocks?: boolean;
}

/** What a buyer has not said yet, and what there is to choose from. */
export interface OpenInput {
  readonly input:
    | 'block'
    | 'time-slot'
    | 'charger-type'
    | 'connector-type'
    | 'battery-type'
    | 'vehicle-type'
    | 'location';
  readonly choices: readonly string[];
}

export type ToldCharging =
  | { readonly type: 'StartCharging'; readonly fulfillmentId?: string }
  | { readonly type: 'StopCharging'; readonly fulfillmentId?: string }
  | { readonly type: 'Reschedule'; readonly fulfillmentId?: string; readonly window: Window; readonly place?: Place };

/** Where a charge stands. */
export type ChargingPhase =
  | 'initiated'
  | 'paid'
  | 'booked'
  | 'plugged'
  | 'requested'
  | 'charging'
  | 'ended'
  | 'cancelled'
  | 'faulted';

/** A place where charging is sold; with a phase, a charge there. */
export interface ChargingShown {
  readonly isSwap: boolean;
  readonly phase?: ChargingPhase;
  readonly vehicle?: Vehicle;
  readonly chargerType?: string;
  readonly connectorType?: string;
  readonly power?: string;
  readonly batteryTypes?: readonly string[];
  readonly vehicleTypes?: readonly string[];
  readonly isAvailable: boolean;
  /** Only while something is selected and not ordered. */
  readonly open?: readonly OpenInput[];
  /** The session that is or was; absent where none has begun. */
  readonly session?: Metered;
  /** What its charge point said last. */
  readonly connector?: ConnectorSeen;
}

/** What is known of a session that has begun. */
export interface Metered extends Meter {
  readonly startedAt: number;
  readonly endedAt?: number;
}

/** What operators tell of a session, as far as they do. */
interface Meter {
  readonly energyWh: number;
  /** Percent. */
  readonly stateOfCharge?: number;
  readonly powerKw?: number;
  readonly currentA?: number;
}

export interface ConnectorSeen {
  readonly status: 'available' | 'preparing' | 'charging' | 'finishing' | 'faulted';
  readonly at: number;
}

/** The physical thing that can be kept for an order, whatever item it is sold under. */
export const connectorResource = (providerId: string, fulfillmentId: string): string =>
  `ev-charging#${providerId}#${fulfillmentId}`;

/** What decisions may ask of the operator of charge points. */
export interface ChargePointNeeds {
  readonly 'start-session': {
    readonly asks: SessionOrder;
    readonly gets:
      | { readonly accepted: false; readonly why: string }
      | { readonly accepted: true; readonly reading: Reading };
  };
  /**
   * Nothing comes back where the operator knows no such session, or could not be reached: what comes of it is reported
   * later. Who must know does not go on without an answer, and comes again.
   */
  readonly 'stop-session': { readonly asks: Session & MustKnow; readonly gets: Reading | undefined };
  readonly 'read-session': { readonly asks: Session & MustKnow; readonly gets: Reading | undefined };
}

/** What follows from a decision and waits on a queue until the operator has done it. */
export interface ChargePointCalls {
  readonly 'stop-session': Session;
}

interface MustKnow {
  readonly mustKnow?: true;
}

export interface Session {
  readonly providerId: string;
  readonly sessionId: string;
}

export interface SessionOrder extends Session {
  readonly itemId: string;
  readonly fulfillmentId: string;
  readonly service: 'charging' | 'swap';
  readonly powerKw: number;
  /** How much to deliver at the most. */
  readonly energyWh: number;
}

export interface Reading extends Meter {
  /** `waiting`: accepted, the plug is awaited. */
  readonly status: 'waiting' | 'charging' | 'ended' | 'faulted';
  /** When charging began, if it did. */
  readonly startedAt?: number;
  readonly why?: WhyEnded;
}

export type WhyEnded = 'full' | 'stopped-by-operator' | 'unplugged' | 'fault' | 'stopped' | 'swapped';

/** What the operator reports by itself: of a session, and of a place where charging is sold. */
export type ChargePointReport =
  | { readonly type: 'ReportConnector'; readonly condition: 'plugged' | 'unplugged' | 'faulted' | 'cleared' }
  | {
      readonly type: 'ReportSession';
      readonly sessionId: string;
      readonly status: 'charging' | 'ended' | 'faulted';
      readonly wh: number;
      readonly stateOfCharge?: number;
      readonly powerKw?: number;
      readonly currentA?: number;
      /** When charging began, if it did: reports may overtake each other. */
      readonly startedAt?: number;
      readonly why?: WhyEnded;
    };
