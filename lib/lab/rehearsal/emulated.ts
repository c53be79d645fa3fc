import { type App, AspectPriority, Aspects } from 'aws-cdk-lib';
import { CfnPolicy, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnQueryDefinition } from 'aws-cdk-lib/aws-logs';
import type { IConstruct } from 'constructs';

/** Adapts the stacks to MiniStack where it differs from AWS (decision 29). */
export function adaptToEmulator(app: App): void {
  const visit = (node: IConstruct) => {
    if (node instanceof CfnPolicy) allowAsItNames(node);
    // It knows no saved queries.
    if (node instanceof CfnQueryDefinition) node.node.scope?.node.tryRemoveChild(node.node.id);
  };
  Aspects.of(app).add({ visit }, { priority: AspectPriority.MUTATING });
}

/** It asks for the right to send batches by a name that AWS does not have, and takes all schedules for ones of the default group. */
function allowAsItNames(policy: CfnPolicy): void {
  const { policyDocument } = policy;
  if (!(policyDocument instanceof PolicyDocument)) return;
  const statements: readonly Statement[] = policyDocument.toJSON()?.Statement ?? [];
  for (const statement of statements) {
    const actions = [statement.Action].flat();
    if (actions.includes('sqs:SendMessage')) add({ ...statement, Action: 'sqs:SendMessageBatch' });
    const schedules = actions.filter((action) => /^scheduler:(?!List)/.test(action));
    if (schedules.length > 0)
      add({ ...statement, Action: schedules, Resource: 'arn:aws:scheduler:*:*:schedule/default/*' });
  }

  function add(statement: Statement) {
    policyDocument.addStatements(PolicyStatement.fromJson(statement));
  }
}

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource?: unknown;
}
