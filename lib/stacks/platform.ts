import { type App, AspectPriority, Aspects } from 'aws-cdk-lib';
import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { IConstruct } from 'constructs';
import type { Bundles } from '../constructs/bundle.ts';
import { DataStack } from './data-stack.ts';
import { ProviderStack } from './provider-stack.ts';
import { SandboxStack } from './sandbox-stack.ts';
import type { Stage } from './stage.ts';

/** All stacks of a stage, in the order in which they are deployed. */
export function buildPlatform(app: App, stage: Stage, bundles: Bundles): void {
  for (const [flag, value] of Object.entries(flags)) app.node.setContext(flag, value);
  const prefix = `beckn-energy-${stage.name}`;
  const data = new DataStack(app, `${prefix}-data`, { stage });
  const provider = new ProviderStack(app, `${prefix}-provider`, { stage, data, bundles });
  if (stage.name !== 'production') new SandboxStack(app, `${prefix}-network`, { stage, data, provider, bundles });
  if (stage.alarmTopicArn !== undefined) tellOfAlarms(app, stage.alarmTopicArn);
}

const flags = {
  '@aws-cdk/aws-iam:minimizePolicies': true,
  '@aws-cdk/core:defaultCrossStackReferences': 'strong',
};

function tellOfAlarms(app: App, alarmActionArn: string) {
  const visit = (node: IConstruct) => {
    if (node instanceof Alarm) node.addAlarmAction({ bind: () => ({ alarmActionArn }) });
  };
  Aspects.of(app).add({ visit }, { priority: AspectPriority.MUTATING });
}
