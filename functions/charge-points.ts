import { http, json } from '../lib/aws/entry.ts';
import { readEnv } from '../lib/aws/env.ts';
import { readJson, segments } from '../lib/aws/incoming.ts';
import { log } from '../lib/aws/log.ts';
import { once } from '../lib/aws/once.ts';
import { chargePointAnswers } from '../lib/aws/ports.ts';
import { reports } from '../lib/aws/processes.ts';
import { secret } from '../lib/aws/secret.ts';
import { workQueue } from '../lib/aws/work-queue.ts';
import { type Reported, reportParcel } from '../lib/flow/order/reported.ts';
import { holdsToken } from '../lib/http/access-token.ts';
import {
  ConnectorChange,
  credentials,
  envelope,
  refusal,
  Session,
} from '../lib/partners/charge-points/ocpi-2.2.1/ocpi.ts';
import { reportOfConnector, reportOfSession } from '../lib/partners/charge-points/ocpi-2.2.1/reports.ts';

const receiving = once(() => {
  const env = readEnv('CHARGE_POINT_SECRET', 'QUEUE_URL');
  return { token: secret(env.CHARGE_POINT_SECRET), work: workQueue<Reported>(env.QUEUE_URL) };
});

/** What the charge point operator pushes: sessions and connectors as they change. */
export const receive = http(async (event) => {
  const { token, work } = receiving();
  if (!holdsToken(event.headers.authorization, 'Token', credentials(await token())))
    return refuse(401, 'the shared token was expected');
  const [, , module] = segments(event.rawPath);
  const pushed = read(`${event.requestContext.http.method} ${module}`, readJson(event));
  if (!pushed.success) return refuse(pushed.status, pushed.message);
  const { report, group } = pushed;
  if (report !== undefined) await work.send(reportParcel('charge-points', report, group));
  log('INFO', 'charge point reported', { kind: report?.command.type ?? 'nothing new' });
  return json(200, envelope(null));
});

type Pushed =
  | { readonly success: true; readonly report: Reported | undefined; readonly group: string }
  | { readonly success: false; readonly status: number; readonly message: string };

function read(kind: string, body: unknown): Pushed {
  switch (kind) {
    case 'PUT sessions': {
      const session = Session.safeParse(body);
      if (!session.success) return malformed('session', session.error.issues);
      return { success: true, report: reportOfSession(session.data), group: session.data.cdr_token.contract_id };
    }
    case 'PATCH connectors': {
      const change = ConnectorChange.safeParse(body);
      if (!change.success) return malformed('connector', change.error.issues);
      return { success: true, report: reportOfConnector(change.data), group: change.data.location_id };
    }
    default:
      return { success: false, status: 404, message: 'PUT sessions/{id} and PATCH connectors/{id}/{id} are taken' };
  }
}

const malformed = (what: string, [issue]: readonly { readonly path: readonly PropertyKey[] }[]): Pushed => ({
  success: false,
  status: 400,
  message: `this ${what} is malformed at ${issue?.path.join('.') || 'its root'}`,
});

function refuse(status: number, message: string) {
  log('WARN', 'charge point report refused', { status });
  return json(status, refusal(message));
}

/**
 * What the operator reported changes the order that is charging, or that has the connector booked now; what staff says
 * comes here too, and what it cancels is stopped first.
 */
export const process = reports(chargePointAnswers);
