import type { Reading, SessionOrder } from '../../language/charging.ts';

/** What the platform wants of an operator of charge points. */
export interface ChargePoints {
  /** Idempotent by session id; `reference` comes back with everything that the operator reports of the session. */
  start(
    session: SessionOrder & { readonly reference: string },
  ): Promise<
    { readonly accepted: false; readonly why: string } | { readonly accepted: true; readonly session: ChargingSession }
  >;
  /** Stops and answers the reading after that, the final one as soon as it is obeyed; stopping twice answers the same. Undefined where there is no such session. */
  stop(sessionId: string): Promise<ChargingSession | undefined>;
  session(sessionId: string): Promise<ChargingSession | undefined>;
}

export interface ChargingSession extends Reading {
  readonly id: string;
  readonly endedAt?: string;
}
