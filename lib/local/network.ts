import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Clock, clockIn } from './clock.ts';
import { ServiceEndpoint } from './endpoint/service-endpoint.ts';
import { busActions } from './events/bus.ts';
import { schedulerApi } from './events/scheduler-api.ts';
import { schedulesIn } from './events/schedules.ts';
import { timekeeper } from './events/timekeeper.ts';
import { namesOfFunctions } from './functions/called.ts';
import { openLanes } from './functions/lanes.ts';
import { functionsOf } from './functions/specs.ts';
import { clockApi } from './http/clock-api.ts';
import { routesOf } from './http/routes.ts';
import { HttpServer } from './http/server.ts';
import { EventSource } from './queues/event-source.ts';
import { mappingsOf } from './queues/mappings.ts';
import { openQueues } from './queues/queues.ts';
import { quietOf } from './queues/quiet.ts';
import { sendActions } from './queues/send-api.ts';
import { secretActions } from './secrets.ts';
import { openState, type State } from './state.ts';
import { createTables } from './tables/create-tables.ts';
import { startTableEngine } from './tables/engine.ts';
import { readAssembly } from './template/assembly.ts';
import { type Plan, planOf } from './template/plan.ts';

export interface NetworkOptions {
  /** Where the templates and assets of `app.synth()` are. */
  readonly directory: string;
  /** Writes them, if they are not there already; port and state are ours by then. */
  synthesize?(directory: string): Promise<void>;
  /** The folder that holds all state. */
  readonly state: string;
  /** 0 takes any that is free. */
  readonly port: number;
  /** Threads that functions run in. */
  readonly lanes?: number;
  /** Logical ids of queues, or how they begin, whose functions call strangers: the clock does not wait for those. */
  readonly unawaited?: readonly string[];
  /** Puts something between functions and the services at that URL, and answers the URL to call instead. */
  interpose?(url: string): Promise<string>;
  /** Told of each time that a function is invoked. */
  onInvoke?(functionName: string, event: unknown): void;
  /** What has to be done before the network says that it is up. */
  prepare?(network: Network): Promise<void>;
}

export interface Network {
  readonly url: string;
  /** What the templates ask for. */
  readonly plan: Plan;
  /** Outputs of the stacks by name. */
  readonly outputs: ReadonlyMap<string, string>;
  readonly clock: Clock;
  /** Calls a function by its name, its ARN or an alias. */
  invoke(called: string, payload: unknown): Promise<unknown>;
  /** Errors that functions have logged or thrown. */
  errors(): number;
  stop(): Promise<void>;
}

/** Hosts synthesized templates on this machine. */
export async function startNetwork(options: NetworkOptions): Promise<Network> {
  const closing: (() => unknown)[] = [];
  const stop = async () => {
    for (const close of closing.splice(0).reverse()) await close();
  };
  try {
    return await start(options, stop, (close) => closing.push(close));
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start(
  options: NetworkOptions,
  stop: Network['stop'],
  onStop: (close: () => unknown) => void,
): Promise<Network> {
  const state = openState(options.state);
  onStop(() => state.close());
  const clock = clockIn(state.database);
  const server = new HttpServer();
  const url = await server.listen(options.port);
  onStop(() => server.close(0));
  const endpoint = new ServiceEndpoint();
  const { interpose = async (url: string) => url } = options;
  const endpointUrl = await interpose(await endpoint.listen());
  onStop(() => endpoint.close());

  await options.synthesize?.(options.directory);
  const plan = planOf(readAssembly(options.directory), { endpoint: endpointUrl, url });
  const routes = routesOf(plan);
  const engine = await startTableEngine(state.path('tables'));
  onStop(() => engine.stop());
  await createTables(plan, engine.url);
  const queues = await openQueues(plan, state.database, clock);
  onStop(() => queues.close());
  const schedules = schedulesIn(state.database, queues);
  const environment = environmentOf(endpointUrl, await interpose(engine.url));
  const lanes = openLanes(functionsOf(plan, environment), options.lanes ?? 2, { log: state.path('log'), environment });
  onStop(() => lanes.stop());

  const nameOf = namesOfFunctions(plan);
  const invoke: Network['invoke'] = (called, event) => {
    const name = nameOf(called) ?? called;
    options.onInvoke?.(name, event);
    return lanes.invoke(name, event);
  };

  const sources: EventSource[] = [];
  const quiet = quietOf(sources, options.unawaited ?? [], PATIENCE_MS);
  const keeper = timekeeper(clock, schedules, () => quiet.reached());
  endpoint.serve({
    targets: {
      AmazonSQS: sendActions(queues),
      AWSEvents: busActions(plan, queues, clock),
      secretsmanager: secretActions(plan, state.path('secrets'), givenSecrets(plan, state)),
    },
    scheduler: schedulerApi(plan, queues, schedules, () => keeper.rearm()),
    answerSqs: queues.answer,
  });
  const network = { url, plan, outputs: plan.outputs, clock, stop, invoke, errors: lanes.errors };
  await options.prepare?.(network);

  for (const mapping of mappingsOf(plan, queues))
    sources.push(new EventSource(mapping, queues, invoke, () => quiet.check()));
  onStop(async () => {
    keeper.stop();
    for (const source of sources) source.stop();
    await server.close(LAST_ORDERS_MS);
    await Promise.race([lanes.idle(), sleep(LAST_ORDERS_MS, undefined, { ref: false })]);
  });
  server.serve({ routes, clock, clockApi: clockApi(clock, keeper), invoke, isUp: engine.isUp });
  return network;
}

/** Who has no Secrets Manager at hand finds the token of operations in a file. */
function givenSecrets({ outputs }: Plan, state: State): ReadonlyMap<string, string> {
  const arn = outputs.get('SecretOfOperations');
  return new Map(arn === undefined ? [] : [[arn, readFileSync(state.path('operationsToken'), 'utf8').trim()]]);
}

/** What a function finds in its environment on AWS too, pointing here. */
const environmentOf = (services: string, tables: string): Readonly<Record<string, string>> => ({
  AWS_ENDPOINT_URL_DYNAMODB: tables,
  AWS_ENDPOINT_URL_EVENTBRIDGE: services,
  AWS_ENDPOINT_URL_SCHEDULER: services,
  AWS_ENDPOINT_URL_SECRETS_MANAGER: services,
  AWS_ENDPOINT_URL_SQS: services,
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  // Whoever runs this may have profiles of real accounts.
  AWS_CONFIG_FILE: '/nonexistent',
  AWS_SHARED_CREDENTIALS_FILE: '/nonexistent',
  TZ: ':UTC',
});

const PATIENCE_MS = 2000;
const LAST_ORDERS_MS = 10_000;
