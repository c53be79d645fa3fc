import { keyIn } from '../../../flow/order/order-id.ts';
import type { OfOrder, OfResource } from '../../../flow/order/reported.ts';
import { type ChargePointReport, connectorResource } from '../../../language/charging.ts';
import { type ConnectorChange, energyOf, metersOf, type Session, startOf } from './ocpi.ts';

/** What a pushed session means to the order behind it; nothing while it only waits. */
export function reportOfSession(session: Session): OfOrder | undefined {
  const key = keyIn(session.cdr_token.contract_id);
  const status = statuses[session.status];
  if (status === undefined || key === undefined) return undefined;
  const command: ChargePointReport = {
    type: 'ReportSession',
    sessionId: session.authorization_reference,
    status,
    wh: energyOf(session),
    ...metersOf(session),
    why: session.beckn_energy?.end_reason,
    startedAt: startOf(session),
  };
  return { about: { key }, command };
}

export function reportOfConnector(change: ConnectorChange): OfResource {
  const { event } = change.beckn_energy;
  const command: ChargePointReport = { type: 'ReportConnector', condition: event };
  const resource = connectorResource(change.location_id, change.evse_uid);
  return { about: { resource, at: Date.parse(change.last_updated), isOutOfOrder: outages[event] }, command };
}

/** Plugs come and go at connectors that work, and at those that do not. */
const outages = {
  plugged: undefined,
  unplugged: undefined,
  faulted: true,
  cleared: false,
} as const satisfies Record<ConnectorChange['beckn_energy']['event'], boolean | undefined>;

const statuses = {
  PENDING: undefined,
  ACTIVE: 'charging',
  COMPLETED: 'ended',
  INVALID: 'faulted',
} as const satisfies Record<Session['status'], string | undefined>;
