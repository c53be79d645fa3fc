import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bundled, type Resource, synthesized } from './synthesized.ts';

const bundles = await bundled();
const { all } = synthesized();
const functions = all('AWS::Lambda::Function').map(
  (resource) => [String(resource.Properties.Description), resource] as const,
);

describe.each(functions)('%s', (source, resource) => {
  const asked = operationsIn(readFileSync(join(bundles.get(source)?.folder ?? '', 'index.js'), 'utf8'));
  const allowed = operationsOf(resource);

  it('may do nothing that its code cannot ask for', () => {
    expect([...allowed].filter((operation) => !asked.has(operation))).toEqual([]);
  });

  it('may do what its code asks for', () => {
    expect([...asked].filter((operation) => !allowed.has(operation) && !notCalled.has(operation))).toEqual([]);
  });
});

/** What the SDK brings along for finding credentials and endpoints; and what stores can do beyond what readers call. */
const notCalled = new Set([
  ...['CreateToken', 'GetRoleCredentials', 'AssumeRole', 'AssumeRoleWithWebIdentity', 'DescribeEndpoints'],
  ...['CreateOAuth2Token', 'CreateOAuth2TokenWithIAM'],
  ...['PutItem', 'Scan'],
]);

/** Each operation of the SDK is a class that names it. */
const operationsIn = (code: string): ReadonlySet<string> =>
  new Set([...code.matchAll(/extends [\w$]+\([^()]*"(\w+)",[\w$]+\)\{/g)].map(([, name = '']) => only(name)));

function operationsOf({ Properties }: Resource): ReadonlySet<string> {
  const [role] = Object(Properties.Role)['Fn::GetAtt'];
  const policies = all('AWS::IAM::Policy').filter(({ Properties }) =>
    JSON.stringify(Properties.Roles).includes(`"${role}"`),
  );
  const statements = policies.flatMap(({ Properties }) => Object(Properties.PolicyDocument).Statement);
  const actions: readonly string[] = statements.flatMap(({ Action }) => Action);
  return new Set(
    actions.filter((action) => !ofTheRuntime.test(action)).map((action) => only(action.split(':')[1] ?? '')),
  );
}

/** Logs, traces, taking from queues, and the hand-over of a role are done for the code. */
const ofTheRuntime = /^(logs|xray|iam):|^sqs:(ReceiveMessage|DeleteMessage|GetQueue\w+)$/;

/** The right to send a message is also that to send many. */
const only = (operation: string) => operation.replace(/^SendMessageBatch$/, 'SendMessage');
