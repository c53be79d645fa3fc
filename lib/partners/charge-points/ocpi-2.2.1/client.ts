import type * as z from 'zod';
import { type HttpResponse, RequestFailed, request } from '../../../http/request.ts';
import type { ChargePoints, ChargingSession } from '../charge-points.ts';
import * as ocpi from './ocpi.ts';

const DEADLINE_MILLISECONDS = 3_000;

export interface ChargePointOperatorOptions {
  readonly url: string;
  /** Where the operator reports to. */
  readonly publicUrl: string;
  readonly secret: () => Promise<string>;
}

export function chargePointOperator({ url, publicUrl, secret }: ChargePointOperatorOptions): ChargePoints {
  return {
    async start(wanted) {
      const command = startCommand(wanted, responseUrl('START_SESSION', wanted.sessionId));
      const { result, message } = await send('START_SESSION', command);
      if (result !== 'ACCEPTED') return { accepted: false, why: message?.[0]?.text ?? result };
      const session = (await find(wanted.sessionId)) ?? { id: wanted.sessionId, status: 'waiting', energyWh: 0 };
      return session.status === 'faulted'
        ? { accepted: false, why: 'the session is invalid' }
        : { accepted: true, session };
    },

    async stop(sessionId) {
      const response_url = responseUrl('STOP_SESSION', sessionId);
      const { result } = await send('STOP_SESSION', { response_url, session_id: sessionId } satisfies ocpi.StopSession);
      const session = await find(sessionId);
      if (session === undefined && result === 'UNKNOWN_SESSION') return undefined;
      // What is over already is refused by some, and is what was wanted.
      const isOver = session?.status === 'ended' || session?.status === 'faulted';
      if (session === undefined || (result !== 'ACCEPTED' && !isOver)) throw unexpected(`answered ${result} to a stop`);
      return session;
    },

    session: find,
  };

  async function find(sessionId: string): Promise<ChargingSession | undefined> {
    const answer = await call('GET', `sessions/${encodeURIComponent(sessionId)}`);
    return answer.status === 404 ? undefined : toSession(read(answer, ocpi.Session));
  }

  async function send(command: string, body: object) {
    return read(await call('POST', `commands/${command}`, body), ocpi.CommandResponse);
  }

  async function call(method: 'GET' | 'POST', path: string, body?: object): Promise<HttpResponse> {
    const authorization = `Token ${ocpi.credentials(await secret())}`;
    return request({
      method,
      url: `${url}/ocpi/2.2.1/${path}`,
      headers: { authorization, 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
      deadlineMs: DEADLINE_MILLISECONDS,
    });
  }

  function responseUrl(command: string, sessionId: string): string {
    return `${publicUrl}/ocpi/2.2.1/commands/${command}/${encodeURIComponent(sessionId)}`;
  }
}

const startCommand = (wanted: Parameters<ChargePoints['start']>[0], response_url: string): ocpi.StartSession => ({
  response_url,
  token: { uid: wanted.sessionId, type: 'OTHER', contract_id: wanted.reference },
  location_id: wanted.providerId,
  evse_uid: wanted.fulfillmentId,
  connector_id: wanted.itemId,
  authorization_reference: wanted.sessionId,
  beckn_energy: {
    kind: wanted.service,
    power_w: Math.round(wanted.powerKw * 1000),
    energy_wh: Math.round(wanted.energyWh),
  },
});

const statuses = {
  PENDING: 'waiting',
  ACTIVE: 'charging',
  COMPLETED: 'ended',
  INVALID: 'faulted',
} as const satisfies Record<ocpi.Session['status'], ChargingSession['status']>;

const toSession = (session: ocpi.Session): ChargingSession => ({
  id: session.authorization_reference,
  status: statuses[session.status],
  energyWh: ocpi.energyOf(session),
  ...ocpi.metersOf(session),
  startedAt: ocpi.startOf(session),
  endedAt: session.end_date_time,
  why: session.beckn_energy?.end_reason,
});

function read<Schema extends z.ZodType>({ status, body }: HttpResponse, schema: Schema): z.infer<Schema> {
  if (status !== 200) throw unexpected(`answered HTTP ${status}`);
  try {
    return schema.parse(ocpi.Envelope.parse(JSON.parse(body)).data);
  } catch (error) {
    throw unexpected('answered something else than was asked', error);
  }
}

const unexpected = (what: string, cause?: unknown) =>
  new RequestFailed('unexpected-answer', `the charge point operator ${what}`, { cause });
