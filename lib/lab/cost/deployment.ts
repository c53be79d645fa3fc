import { join, resolve } from 'node:path';
import * as z from 'zod';
import { namesOfFunctions } from '../../local/functions/called.ts';
import { synthesize } from '../../local/synthesize.ts';
import { readAssembly } from '../../local/template/assembly.ts';
import { EventSourceMapping, LambdaFunction } from '../../local/template/kinds/functions.ts';
import { Stage } from '../../local/template/kinds/http-api.ts';
import { planOf } from '../../local/template/plan.ts';
import type { Deployed } from './idle.ts';

/** What a provider deploys, as far as it costs or limits something. */
export interface Deployment {
  readonly resources: readonly Deployed[];
  /** What the API lets through. */
  readonly requestsPerSecond: number;
  /** How many batches of its queue a function works on at a time, by its file. */
  readonly batchesAtATime: ReadonlyMap<string, number>;
  readonly deadLetterQueues: number;
  /** How many secrets a function is told of, at the most. */
  readonly secretsOfFunction: number;
}

const production = {
  stage: 'production',
  subscriberId: 'bpp.example.org',
  registryUrl: 'https://registry.example.org',
  paymentProviderUrl: 'https://payments.example.org',
  chargePointOperatorUrl: 'https://charging.example.org',
};

export async function synthesizeDeployment(folder: string): Promise<Deployment> {
  const directory = join(folder, 'production');
  await synthesize(resolve(import.meta.dirname, '../../../bin/app.ts'), directory, production);
  return deploymentIn(directory);
}

export function deploymentIn(directory: string): Deployment {
  const stacks = readAssembly(directory);
  const plan = planOf(stacks, { endpoint: 'http://127.0.0.1:1', url: 'http://127.0.0.1:2' });
  const functions = plan.all(LambdaFunction);
  const nameOf = namesOfFunctions(plan);
  const mappings = plan.all(EventSourceMapping).flatMap(({ properties: { FunctionName, ScalingConfig } }) => {
    const target = functions.find(({ name }) => name === nameOf(FunctionName));
    const most = ScalingConfig?.MaximumConcurrency;
    return target === undefined || most === undefined ? [] : [[target.properties.Description ?? '', most] as const];
  });
  const rates = plan.all(Stage).map(({ properties }) => Settings.parse(properties.DefaultRouteSettings));
  return {
    resources: stacks.flatMap(({ template }) =>
      Object.values(template.Resources).map(({ Type, Properties }) => ({ type: Type, properties: Properties })),
    ),
    requestsPerSecond: Math.min(...rates.map(({ ThrottlingRateLimit }) => ThrottlingRateLimit)),
    // The first queue of a function: nothing of a journey goes over a slow lane.
    batchesAtATime: new Map(mappings.toReversed()),
    deadLetterQueues: mappings.filter(([source]) => source === DEAD_LETTERS).length,
    secretsOfFunction: Math.max(...functions.map(({ properties }) => secretsIn(properties.Environment?.Variables))),
  };
}

const DEAD_LETTERS = 'functions/dead-letters.ts#process';

const secretsIn = (environment: Readonly<Record<string, string>> = {}) =>
  Object.keys(environment).filter((name) => name.endsWith('_SECRET')).length;

const Settings = z.object({ ThrottlingRateLimit: z.coerce.number() });
