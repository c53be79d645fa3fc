import * as z from 'zod';
import { shortText } from '../../short-text.ts';

/** OCPI 2.2.1 as far as charging sessions need it. Fields that are no part of it stand under `beckn_energy`. */

const Id = shortText(255);
const DateTime = z.iso.datetime({ offset: true });
/** How an order is found again; OCPI hands a token's contract id back with everything that is done under it. */
const Reference = shortText(1024);
const Token = z.object({ uid: Id, type: z.literal('OTHER'), contract_id: Reference });

/** OCPI's locations, EVSEs and connectors: our providers and fulfillments, and the item that a connector is sold under. */
const place = { location_id: Id, evse_uid: Id };

export const StartSession = z.object({
  response_url: z.url(),
  token: Token,
  ...place,
  connector_id: Id,
  /** Our id of the session, under which the operator keeps it. */
  authorization_reference: Id,
  beckn_energy: z.object({
    kind: z.enum(['charging', 'swap']),
    power_w: z.int().positive(),
    energy_wh: z.int().nonnegative(),
  }),
});
export type StartSession = z.infer<typeof StartSession>;

export const StopSession = z.object({ response_url: z.url(), session_id: Id });
export type StopSession = z.infer<typeof StopSession>;

export const CommandResponse = z.object({
  result: z.enum(['ACCEPTED', 'REJECTED', 'NOT_SUPPORTED', 'UNKNOWN_SESSION']),
  timeout: z.int(),
  message: z.array(z.object({ language: z.string(), text: z.string() })).optional(),
});
export type CommandResponse = z.infer<typeof CommandResponse>;

export const EndReason = z.enum(['full', 'stopped-by-operator', 'unplugged', 'fault', 'stopped', 'swapped']);
export type EndReason = z.infer<typeof EndReason>;

export const Session = z.object({
  id: Id,
  start_date_time: DateTime,
  end_date_time: DateTime.optional(),
  kwh: z.number().nonnegative(),
  cdr_token: Token,
  auth_method: z.literal('COMMAND'),
  authorization_reference: Id,
  ...place,
  connector_id: Id,
  charging_periods: z
    .array(
      z.object({
        start_date_time: DateTime,
        dimensions: z.array(z.object({ type: z.string(), volume: z.number() })),
      }),
    )
    .default([]),
  status: z.enum(['PENDING', 'ACTIVE', 'COMPLETED', 'INVALID']),
  last_updated: DateTime,
  beckn_energy: z.object({ end_reason: EndReason.optional() }).optional(),
});
export type Session = z.infer<typeof Session>;

/** Part of an EVSE, as a PATCH tells it. */
export const ConnectorChange = z.object({
  ...place,
  status: z.enum(['AVAILABLE', 'BLOCKED', 'CHARGING', 'OUTOFORDER']),
  last_updated: DateTime,
  beckn_energy: z.object({ event: z.enum(['plugged', 'unplugged', 'faulted', 'cleared']) }),
});
export type ConnectorChange = z.infer<typeof ConnectorChange>;

const SUCCESS = 1000;
const CLIENT_ERROR = 2000;

export const envelope = (data: unknown, timestamp = new Date().toISOString()) => ({
  data,
  status_code: SUCCESS,
  timestamp,
});

export const refusal = (message: string, timestamp = new Date().toISOString()) => ({
  status_code: CLIENT_ERROR,
  status_message: message,
  timestamp,
});

export const Envelope = z.object({ data: z.unknown(), status_code: z.literal(SUCCESS) });

/** Since 2.2.1 tokens travel in base64. */
export const credentials = (token: string): string => Buffer.from(token, 'utf8').toString('base64');

export const energyOf = ({ kwh }: Session): number => Math.round(kwh * 1000);

/** What of a session was metered beside its energy, in its last period. */
export function metersOf({ charging_periods }: Session) {
  const within = (name: string, most: number): number | undefined => {
    const volume = charging_periods.at(-1)?.dimensions.find(({ type }) => type === name)?.volume;
    return volume !== undefined && volume >= 0 && volume <= most ? volume : undefined;
  };
  return {
    stateOfCharge: within('STATE_OF_CHARGE', 100),
    powerKw: within('POWER', MOST),
    currentA: within('CURRENT', MOST),
  };
}

const MOST = 100_000;

/** A session that waited in vain has no period. */
export function startOf({ charging_periods: [first] }: Session): number | undefined {
  return first && Date.parse(first.start_date_time);
}
