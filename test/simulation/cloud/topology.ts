import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { compile } from '../../../lib/local/events/pattern.ts';
import { namesOfFunctions } from '../../../lib/local/functions/called.ts';
import { readAssembly } from '../../../lib/local/template/assembly.ts';
import { EventBus, Rule } from '../../../lib/local/template/kinds/events.ts';
import { EventSourceMapping, LambdaFunction } from '../../../lib/local/template/kinds/functions.ts';
import { Queue } from '../../../lib/local/template/kinds/queue.ts';
import { Secret } from '../../../lib/local/template/kinds/secret.ts';
import { Table } from '../../../lib/local/template/kinds/table.ts';
import { planOf } from '../../../lib/local/template/plan.ts';
import { buildPlatform } from '../../../lib/stacks/platform.ts';
import { stageOf } from '../../../lib/stacks/stage.ts';
import type { RuleShape } from './bus.ts';
import type { FunctionShape, MappingShape } from './functions.ts';
import type { QueueShape } from './queues.ts';
import type { TableShape } from './tables.ts';

/** What the templates of a production stage say: what is simulated is what would be deployed. */
export interface Topology {
  readonly tables: readonly TableShape[];
  readonly queues: readonly QueueShape[];
  readonly rules: readonly RuleShape[];
  readonly functions: readonly FunctionShape[];
  readonly mappings: readonly MappingShape[];
  /** ARNs of secrets by the ids of their constructs. */
  readonly secrets: ReadonlyMap<string, string>;
  readonly outputs: ReadonlyMap<string, string>;
}

export const sites = {
  registry: 'registry.example.org',
  payments: 'payments.example.org',
  charging: 'charging.example.org',
} as const;

const stage = {
  stage: 'production',
  subscriberId: 'bpp.example.org',
  registryUrl: `https://${sites.registry}`,
  paymentProviderUrl: `https://${sites.payments}`,
  chargePointOperatorUrl: `https://${sites.charging}`,
  gradual: 'false',
  // They take seconds and have their own run.
  '@aws-cdk/core:validateAgainstDefaultRules': false,
};

export function topologyOf(): Topology {
  // It takes seconds and has its own run.
  process.env.CDK_VALIDATION = 'false';
  const folder = mkdtempSync(join(tmpdir(), 'simulation-'));
  try {
    const app = new App({ analyticsReporting: false, outdir: join(folder, 'cdk.out'), context: stage });
    buildPlatform(app, stageOf(app.node), {
      get: () => ({ folder: mkdtempSync(join(folder, 'code-')), bytes: 0, sdkBytes: 0 }),
    });
    return read(app.synth().directory);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What an SDK client would look for in files that are not there. */
const settled = {
  AWS_DEFAULTS_MODE: 'legacy',
  AWS_MAX_ATTEMPTS: '3',
  AWS_RETRY_MODE: 'standard',
  AWS_USE_DUALSTACK_ENDPOINT: 'false',
  AWS_USE_FIPS_ENDPOINT: 'false',
  AWS_ACCOUNT_ID_ENDPOINT_MODE: 'disabled',
  AWS_SDK_UA_APP_ID: 'simulation',
  AWS_ENDPOINT_DISCOVERY_ENABLED: 'false',
};

function read(directory: string): Topology {
  const plan = planOf(readAssembly(directory), {
    endpoint: 'https://sqs.us-east-1.amazonaws.com',
    url: 'https://bpp.example.org',
  });
  const sources = new Map(plan.all(LambdaFunction).map(({ name, properties }) => [name, properties.Description ?? '']));
  const nameOf = namesOfFunctions(plan);
  const deadLetters = new Map(plan.all(Queue).map(({ arn, name }) => [arn, name]));
  const keyOf = (schema: readonly { readonly AttributeName: string }[]) => ({
    partition: schema[0]?.AttributeName ?? '',
    sort: schema[1]?.AttributeName,
  });
  const buses = new Map(plan.all(EventBus).flatMap(({ name, ref, arn }) => [name, ref, arn].map((id) => [id, ref])));
  return {
    tables: plan.all(Table).map(({ name, properties: { KeySchema, GlobalSecondaryIndexes } }) => ({
      name,
      key: keyOf(KeySchema),
      indexes: new Map(GlobalSecondaryIndexes.map(({ IndexName, KeySchema }) => [IndexName, keyOf(KeySchema)])),
    })),
    queues: plan.all(Queue).map(({ name, ref, arn, properties: { VisibilityTimeout, RedrivePolicy } }) => {
      if (RedrivePolicy !== undefined && !deadLetters.has(RedrivePolicy.deadLetterTargetArn))
        throw new Error(`${name} has no dead letters`);
      const redrive = RedrivePolicy && { to: RedrivePolicy.deadLetterTargetArn, after: RedrivePolicy.maxReceiveCount };
      return { name, url: ref, arn, visibilitySeconds: VisibilityTimeout, redrive };
    }),
    rules: plan.all(Rule).flatMap(({ id, properties: { EventBusName = '', EventPattern, Targets } }) =>
      EventPattern === undefined
        ? []
        : {
            bus: buses.get(EventBusName.split('/').at(-1) ?? '') ?? EventBusName,
            matches: compile(EventPattern, id),
            targets: Targets.map(({ Arn }) => Arn),
          },
    ),
    functions: plan.all(LambdaFunction).map(({ name, properties: { Description = '', Environment, Timeout } }) => ({
      source: Description,
      name,
      environment: {
        AWS_REGION: 'us-east-1',
        ...settled,
        AWS_ACCESS_KEY_ID: 'simulated',
        AWS_SECRET_ACCESS_KEY: 'simulated',
        AWS_LAMBDA_FUNCTION_NAME: name,
        AWS_LAMBDA_FUNCTION_VERSION: '1',
        ...Environment?.Variables,
      },
      timeoutMilliseconds: Timeout * 1000,
    })),
    mappings: plan.all(EventSourceMapping).map(({ properties: { FunctionName, EventSourceArn, BatchSize } }) => ({
      source: sources.get(nameOf(FunctionName) ?? '') ?? '',
      queue: EventSourceArn,
      batchSize: BatchSize,
    })),
    secrets: new Map(plan.all(Secret).map(({ id, ref }) => [id, ref])),
    outputs: plan.outputs,
  };
}
