import * as z from 'zod';
import type { Asked } from '../../lib/lab/recorder/call.ts';
import { namesOfFunctions } from '../../lib/local/functions/called.ts';
import type { Stack } from '../../lib/local/template/assembly.ts';
import { EventSourceMapping, LambdaFunction } from '../../lib/local/template/kinds/functions.ts';
import type { Plan } from '../../lib/local/template/plan.ts';

/** What may be done, and with what: `sqs:SendMessage` with an ARN, which may end with an asterisk. */
export interface Right {
  readonly action: string;
  readonly resource: string;
}

/** The role of a function. */
export interface Role {
  readonly caller: string;
  /** The file and export behind it. */
  readonly source: string;
  readonly stack: Stack;
  readonly allowed: readonly Right[];
  /** What Lambda does in it. */
  readonly ofLambda: readonly Right[];
}

export function rolesIn(plan: Plan): readonly Role[] {
  const policies = plan.all(Policy).map(({ properties }) => properties);
  const mappings = plan.all(EventSourceMapping).map(({ properties }) => properties);
  const nameOf = namesOfFunctions(plan);
  return plan.all(LambdaFunction).map(({ name, stack, properties }) => {
    const role = properties.Role?.split(':').at(-1) ?? '';
    const queues = mappings.filter(({ FunctionName }) => nameOf(FunctionName) === name);
    return {
      caller: name,
      source: properties.Description ?? '',
      stack,
      allowed: policies.filter(({ Roles }) => Roles.includes(role)).flatMap(rightsOf),
      ofLambda: [
        ...rights(logging, arnIn(stack, 'logs', logGroupOf(properties.LoggingConfig))),
        ...rights(tracing, '*'),
        ...queues.flatMap(({ EventSourceArn }) => rights(polling, EventSourceArn)),
      ],
    };
  });
}

/** No code of ours asks for these. Polling is as in the managed policy AWSLambdaSQSQueueExecutionRole. */
const logging = ['logs:CreateLogStream', 'logs:PutLogEvents'];
const tracing = ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'];
const polling = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];

/** The rights that a request takes. A batch of messages is sent with the right to send one. */
export function rightsFor({ service, operation, resource, role }: Asked, stack: Stack): readonly Right[] {
  switch (service) {
    case 'tables':
      return rights([`dynamodb:${operation}`], arnIn(stack, 'dynamodb', `table/${resource}`));
    case 'queues':
      return rights([`sqs:${operation.replace(/Batch$/, '')}`], arnIn(stack, 'sqs', resource));
    case 'bus':
      return rights([`events:${operation}`], arnIn(stack, 'events', `event-bus/${resource}`));
    case 'secrets':
      return rights([`secretsmanager:${operation}`], resource);
    case 'schedules':
      return [
        ...rights([`scheduler:${operation}`], arnIn(stack, 'scheduler', `schedule/${resource}`)),
        ...(role === undefined ? [] : rights(['iam:PassRole'], role)),
      ];
    default:
      return service satisfies never;
  }
}

/** Those of the first that have nothing to do with any of the others. */
export const without = (some: readonly Right[], others: readonly Right[]): readonly Right[] =>
  some.filter((right) => !others.some((other) => covers(right, other) || covers(other, right)));

const covers = (granted: Right, used: Right): boolean =>
  granted.action === used.action &&
  (granted.resource === used.resource ||
    (granted.resource.endsWith('*') && used.resource.startsWith(granted.resource.slice(0, -1))));

const rights = (actions: readonly string[], resource: string): readonly Right[] =>
  actions.map((action) => ({ action, resource }));

const arnIn = ({ region, account }: Stack, service: string, name: string) =>
  `arn:aws:${service}:${region}:${account}:${name}`;

const logGroupOf = (config: unknown) => z.object({ LogGroup: z.string() }).parse(config).LogGroup;

const Names = z.union([z.string(), z.array(z.string())]).transform((names) => [names].flat());
const Statement = z.strictObject({
  Effect: z.literal('Allow'),
  Action: Names,
  Resource: Names,
  Condition: z.unknown().optional(),
});

const Policy = {
  type: 'AWS::IAM::Policy',
  properties: z.object({ Roles: z.array(z.string()), PolicyDocument: z.object({ Statement: z.array(Statement) }) }),
  identity: (ref: string) => ({ ref, attributes: {} }),
};

const rightsOf = ({ PolicyDocument }: z.infer<typeof Policy.properties>): readonly Right[] =>
  PolicyDocument.Statement.flatMap(({ Action, Resource }) => Resource.flatMap((resource) => rights(Action, resource)));
