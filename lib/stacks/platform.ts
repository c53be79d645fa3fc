import { type App, AspectPriority, Aspects, RemovalPolicies } from 'aws-cdk-lib';
import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { IConstruct } from 'constructs';
import type { Bundles } from '../constructs/bundle.ts';
import { DEPLOYMENT_ALARM } from '../constructs/deployments.ts';
import { ActionsStack } from './actions-stack.ts';
import { DataStack } from './data-stack.ts';
import { ProviderStack } from './provider-stack.ts';
import { SandboxStack } from './sandbox-stack.ts';
import type { Stage } from './stage.ts';
import { WatchStack } from './watch-stack.ts';

/** All stacks of a stage, in the order in which they are deployed. */
export function buildPlatform(app: App, stage: Stage, bundles: Bundles): void {
  for (const [flag, value] of Object.entries(flags)) app.node.setContext(flag, value);
  const prefix = `beckn-energy-${stage.name}`;
  const data = new DataStack(app, `${prefix}-data`, { stage });
  const provider = new ProviderStack(app, `${prefix}-provider`, { stage, data, bundles });
  new ActionsStack(app, `${prefix}-actions`, { stage, provider, bundles });
  // All that there is by now; the simulated other side of a sandbox is not watched.
  const stacks = [...app.node.children];
  if (stage.name !== 'local') new WatchStack(app, `${prefix}-watch`, { stage, stacks });
  if (stage.name !== 'production') new SandboxStack(app, `${prefix}-network`, { stage, data, provider, bundles });
  // Who deletes a stack by mistake, or on purpose to hide something, shall not delete what is known of it.
  if (stage.name === 'production') RemovalPolicies.of(app).retain({ applyToResourceTypes: ['AWS::Logs::LogGroup'] });
  if (stage.alarmTopicArn !== undefined) tellOfAlarms(app, stage.alarmTopicArn);
}

const flags = {
  '@aws-cdk/aws-iam:minimizePolicies': true,
  '@aws-cdk/core:defaultCrossStackReferences': 'strong',
};

function tellOfAlarms(app: App, alarmActionArn: string) {
  const visit = (node: IConstruct) => {
    if (node instanceof Alarm && node.node.id !== DEPLOYMENT_ALARM)
      node.addAlarmAction({ bind: () => ({ alarmActionArn }) });
  };
  Aspects.of(app).add({ visit }, { priority: AspectPriority.MUTATING });
}
