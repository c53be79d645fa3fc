import { randomUUID } from 'node:crypto';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Action } from '../beckn/actions.ts';
import type { Answer } from '../flow/door/answer.ts';
import { receive } from '../flow/door/receive.ts';
import { recent } from '../flow/door/recent.ts';
import { signatures } from '../flow/door/signatures.ts';
import type { Accepted } from '../flow/ports/accepted.ts';
import type { Subscriber } from '../flow/ports/registry.ts';
import { http, json } from './entry.ts';
import { readEnv } from './env.ts';
import { describe, log } from './log.ts';
import { measure, tellMeasured } from './metrics.ts';
import { once } from './once.ts';
import { mayCall, registry } from './ports.ts';
import { bytesOf } from './signed-http.ts';
import { trace } from './trace.ts';
import { batchingQueue } from './work-queue.ts';

const ports = once(() => {
  const env = readEnv('STAGE', 'SUBSCRIBER_ID', 'ALIASES', 'COLLECTORS', 'QUEUE_URL');
  const now = () => new Date();
  const collectors = env.COLLECTORS.split(',');
  return {
    signatures: signatures(registry(), now),
    queue: batchingQueue<Accepted>(env.QUEUE_URL),
    recent: recent(),
    self: { id: env.SUBSCRIBER_ID, aliases: env.ALIASES.split(',') },
    // Decision 78: a strange sandbox is easier to try when less has to be said.
    mayOmitProvider: (action: Action) => action === 'search' || env.STAGE !== 'production',
    mayCall,
    // A registry that others run is not asked whom we trust with money.
    mayCollect: ({ id, collects = false }: Subscriber) =>
      collectors.includes(id) || (env.STAGE !== 'production' && collects),
    now,
    newId: () => randomUUID(),
  };
});

/** The function behind the route of an action. */
export function receives(action: Action) {
  return http(async (event) => {
    const begun = Date.now();
    const answer = await receive(arrivalIn(event, action), ports());
    note(action, answer, begun);
    return json(answer.status, answer.body, answer.headers);
  });
}

function arrivalIn(event: APIGatewayProxyEventV2, action: Action) {
  const { headers } = event;
  return {
    action,
    body: bytesOf(event),
    contentType: headers['content-type'],
    contentEncoding: headers['content-encoding'],
    authorization: headers.authorization,
    gatewayAuthorization: headers['x-gateway-authorization'] ?? headers['proxy-authorization'],
  };
}

// An accepted request is logged later, when it is processed, and it is counted by its queue (decision 26).
function note(action: Action, { accepted, refused, status }: Answer, begun: number): void {
  if (accepted !== undefined) trace(accepted.transactionId, begun);
  if (refused === undefined) return;
  const { code, why, cause } = refused;
  // What nobody had foreseen is for us to mend, though its sender gets an answer like any other.
  if (code === 'defect') log('ERROR', 'a request broke its reader', { action, status, code, error: describe(cause) });
  else log('WARN', 'refused', { action, status, code, refused: why });
  measure('RequestsRefused', 1, { code });
  tellMeasured();
}
