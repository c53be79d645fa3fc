import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type * as z from 'zod';
import { businessTime } from '../../lib/aws/business-time.ts';
import { catalogues } from '../../lib/aws/catalogue-store.ts';
import { http, json } from '../../lib/aws/entry.ts';
import { readEnv } from '../../lib/aws/env.ts';
import { readJson, segments } from '../../lib/aws/incoming.ts';
import { secret as readSecret } from '../../lib/aws/secret.ts';
import { holdsToken } from '../../lib/http/access-token.ts';
import {
  type CommandResponse,
  credentials,
  envelope,
  refusal,
  StartSession,
  StopSession,
} from '../../lib/partners/charge-points/ocpi-2.2.1/ocpi.ts';
import { type Connector, type Hand, hands } from '../../lib/sandbox/connector.ts';
import { errandSettings, errands } from '../../lib/sandbox/errands.ts';
import { chargePointOperator } from '../../lib/sandbox/operator.ts';
import { findPlace } from '../../lib/sandbox/places.ts';
import { isRunaway, read } from '../../lib/sandbox/session.ts';
import { sessionView } from '../../lib/sandbox/session-view.ts';

const env = readEnv('CATALOGUE_TABLE', 'CHARGE_POINT_SECRET', 'SIMULATORS_TABLE', ...errandSettings);
const secret = readSecret(env.CHARGE_POINT_SECRET);
const catalogue = catalogues(env.CATALOGUE_TABLE);
const operator = chargePointOperator({ table: env.SIMULATORS_TABLE, errands: errands(env) });

/** A charge point operator for trying: its OCPI side, and the hands at its connectors. */
export const receive = http(async (event) => {
  const [, area, ...path] = segments(event.rawPath);
  if (area === 'chargers') return touch(path, await timeOf(event));
  if (!holdsToken(event.headers.authorization, 'Token', credentials(await secret())))
    return json(401, refusal('the shared token was expected'));
  return answerOcpi(event, path.slice(2));
});

async function touch(path: readonly string[], now: number) {
  const hand = hands.find((name) => name === path.at(-1));
  const wanted = path.slice(0, -1).join('/');
  // What was added a moment ago is not in memory yet.
  const place = (await findPlace(catalogue, wanted)) ?? (await findPlace(catalogues(env.CATALOGUE_TABLE), wanted));
  if (hand === undefined || place === undefined)
    return json(404, {
      error: { message: `{provider_id}/{item_id}/{fulfillment_id}/{${hands.join('|')}} was expected` },
    });
  return json(200, connectorState(await operator.touch(place, hand satisfies Hand, now), now));
}

function connectorState(connector: Connector, now: number) {
  const { plugged, faulted, derated, runaway, refusing, session } = connector;
  const reading = session && read(session, now);
  return {
    plugged: plugged !== undefined,
    faulted: faulted !== undefined,
    derated: derated !== undefined,
    runaway: runaway === true || (session !== undefined && session.ended === undefined && isRunaway(session)),
    refusing: refusing === true,
    session: reading && {
      id: session?.id,
      status: reading.status,
      energy_wh: reading.energyWh,
      state_of_charge: reading.stateOfCharge,
    },
  };
}

async function answerOcpi(event: APIGatewayProxyEventV2, [module, ...path]: readonly string[]) {
  const now = await timeOf(event);
  switch (`${event.requestContext.http.method} ${module}/${path[0]}`) {
    case 'POST commands/START_SESSION':
      return obey(StartSession, event, async (command) => {
        const why = await operator.start(command, now);
        return why === undefined
          ? accepted
          : { ...accepted, result: 'REJECTED', message: [{ language: 'en', text: why }] };
      });
    case 'POST commands/STOP_SESSION':
      return obey(StopSession, event, async ({ session_id }) =>
        (await operator.stop(session_id, now)) ? accepted : { ...accepted, result: 'UNKNOWN_SESSION' },
      );
    default:
      return module === 'sessions' && event.requestContext.http.method === 'GET'
        ? showSession(path.join('/'), now)
        : notFound;
  }
}

async function obey<Schema extends z.ZodType>(
  schema: Schema,
  event: APIGatewayProxyEventV2,
  work: (command: z.infer<Schema>) => Promise<CommandResponse>,
) {
  const command = schema.safeParse(readJson(event));
  return command.success ? json(200, envelope(await work(command.data))) : json(400, refusal(command.error.message));
}

async function showSession(id: string, now: number) {
  const session = await operator.find(id);
  return session === undefined ? notFound : json(200, envelope(sessionView(session, now)));
}

const timeOf = ({ requestContext }: APIGatewayProxyEventV2) => businessTime(requestContext.timeEpoch);

const accepted: CommandResponse = { result: 'ACCEPTED', timeout: 0 };

const notFound = json(404, refusal('there is no such thing here'));
