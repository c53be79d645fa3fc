import type { Reading, SessionOrder } from '../../language/charging.ts';

/** What the platform wants of an operator of charge points. */
export interface ChargePoints {
  /** Idempotent by session id; `reference` comes back with everything that the operator reports of the session. */
  start(
    session: SessionOrder & { readonly reference: string },
  ): Promise<
    { readonly accepted: false; readonly why: string } | { readonly accepted: true; readonly session: ChargingSession }
  >;
  /** Stops and answers the final reading; stopping twice answers the same. */
  stop(sessionId: string): Promise<ChargingSession>;
  session(sessionId: string): Promise<ChargingSession | undefined>;
}

export interface ChargingSession extends Reading {
  readonly id: string;
  readonly startedAt?: string;
  readonly endedAt?: string;
}
