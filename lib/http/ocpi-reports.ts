import type { ChargePointReport } from '../flow/reports.ts';
import { type ConnectorChange, energyOf, type Session, startOf, stateOfChargeOf } from './ocpi.ts';

/** What a pushed session means to the order behind it; nothing while it only waits. */
export function reportOfSession(session: Session): ChargePointReport | undefined {
  const status = statuses[session.status];
  if (status === undefined) return undefined;
  return {
    kind: 'session',
    sessionId: session.authorization_reference,
    reference: session.cdr_token.contract_id,
    status,
    energyWh: energyOf(session),
    stateOfCharge: stateOfChargeOf(session),
    why: session.beckn_energy?.end_reason,
    startedAt: startOf(session),
    at: session.last_updated,
  };
}

export const reportOfConnector = (change: ConnectorChange): ChargePointReport => ({
  kind: change.beckn_energy.event,
  connector: { providerId: change.location_id, fulfillmentId: change.evse_uid },
  at: change.last_updated,
});

const statuses = {
  PENDING: undefined,
  ACTIVE: 'charging',
  COMPLETED: 'ended',
  INVALID: 'faulted',
} as const satisfies Record<Session['status'], string | undefined>;
