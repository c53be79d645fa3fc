import type * as ocpi from '../partners/charge-points/ocpi-2.2.1/ocpi.ts';
import type { Hand } from './connector.ts';
import { type Reading, read, type Session } from './session.ts';

/** A session as OCPI tells it, at a business time. */
export function sessionView(session: Session, now: number): ocpi.Session {
  const reading = read(session, now);
  return {
    id: session.id,
    start_date_time: rfc3339(session.startedAt ?? session.acceptedAt),
    end_date_time: reading.why && rfc3339(reading.at),
    kwh: reading.energyWh / 1000,
    cdr_token: { uid: session.id, type: 'OTHER', contract_id: session.reference },
    auth_method: 'COMMAND',
    authorization_reference: session.id,
    location_id: session.providerId,
    evse_uid: session.fulfillmentId,
    connector_id: session.itemId,
    charging_periods: periods(session, reading),
    status: statuses[reading.status],
    last_updated: rfc3339(reading.at),
    beckn_energy: { end_reason: reading.why },
  };
}

/** What the operator tells of its connectors; whatever else is done to them only shows. */
export const isTold = (hand: Hand): hand is keyof typeof events => Object.hasOwn(events, hand);

const events = { plug: 'plugged', unplug: 'unplugged', fault: 'faulted', clear: 'cleared' } as const;
const evseStatuses = { plug: 'BLOCKED', unplug: 'AVAILABLE', fault: 'OUTOFORDER', clear: 'AVAILABLE' } as const;

export const connectorView = (
  { providerId, fulfillmentId }: Pick<Session, 'providerId' | 'fulfillmentId'>,
  hand: keyof typeof events,
  at: number,
): ocpi.ConnectorChange => ({
  location_id: providerId,
  evse_uid: fulfillmentId,
  status: evseStatuses[hand],
  last_updated: rfc3339(at),
  beckn_energy: { event: events[hand] },
});

const statuses = {
  waiting: 'PENDING',
  charging: 'ACTIVE',
  ended: 'COMPLETED',
  faulted: 'INVALID',
} as const satisfies Record<Reading['status'], ocpi.Session['status']>;

function periods({ startedAt }: Session, { energyWh, stateOfCharge, at }: Reading): ocpi.Session['charging_periods'] {
  if (startedAt === undefined) return [];
  const hours = (at - startedAt) / MILLISECONDS_PER_HOUR;
  const dimensions = [{ type: 'ENERGY', volume: energyWh / 1000 }];
  // OCPI's power is the mean of the period.
  if (stateOfCharge !== undefined && hours > 0)
    dimensions.push({ type: 'POWER', volume: round(energyWh / 1000 / hours) });
  if (stateOfCharge !== undefined) dimensions.push({ type: 'STATE_OF_CHARGE', volume: stateOfCharge });
  return [{ start_date_time: rfc3339(startedAt), dimensions }];
}

const MILLISECONDS_PER_HOUR = 3_600_000;

const round = (kilowatts: number) => Math.round(kilowatts * 100) / 100;

const rfc3339 = (milliseconds: number) => new Date(milliseconds).toISOString();
