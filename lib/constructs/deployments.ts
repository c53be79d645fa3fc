import { Duration } from 'aws-cdk-lib';
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { LambdaApplication, LambdaDeploymentConfig, LambdaDeploymentGroup } from 'aws-cdk-lib/aws-codedeploy';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Alias, Version } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { allow } from './access.ts';
import { alarmAbove } from './alarm.ts';
import { OwnMetrics } from './own-metrics.ts';

/** Gives a new version of a function a tenth of the work first. If it fails within five minutes, the old one gets all back (decision 27). */
export class Deployments extends Construct {
  private readonly application: LambdaApplication;
  private readonly role: Role;
  private readonly own: OwnMetrics;

  constructor(scope: Construct, id: string, { stage }: { readonly stage: string }) {
    super(scope, id);
    this.own = new OwnMetrics(stage, period);
    this.application = new LambdaApplication(this, 'Application');
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('codedeploy.amazonaws.com') });
  }

  add(scope: Construct, live: Alias, version: Version): void {
    const alarm = alarmAbove(scope, DEPLOYMENT_ALARM, this.failuresOf(live, version), 0, MEANING);
    this.role.addToPolicy(allow(alarm.alarmArn, 'cloudwatch:DescribeAlarms'));
    const { functionArn } = live.lambda;
    this.role.addToPolicy(
      allow(
        [functionArn, `${functionArn}:${live.aliasName}`],
        ...['lambda:GetAlias', 'lambda:UpdateAlias', 'lambda:GetProvisionedConcurrencyConfig'],
      ),
    );
    new LambdaDeploymentGroup(scope, 'Deployment', {
      application: this.application,
      // The managed policy that would be added to it may do more than this, to everything.
      role: this.role.withoutPolicyUpdates(),
      alias: live,
      deploymentConfig: LambdaDeploymentConfig.CANARY_10PERCENT_5MINUTES,
      alarms: [alarm],
    });
  }

  /** Of the new version alone: what fails already must not keep its own repair away. */
  private failuresOf(live: Alias, { version }: Version): MathExpression {
    const { functionName } = live.lambda;
    const dimensionsMap = {
      FunctionName: functionName,
      Resource: `${functionName}:${live.aliasName}`,
      ExecutedVersion: version,
    };
    return new MathExpression({
      expression: 'FILL(errors, 0) + FILL(failures, 0)',
      usingMetrics: {
        errors: live.metricErrors({ period, statistic: 'Sum', dimensionsMap }),
        failures: this.own.of('Failures', { function: functionName, version }, 'Sum'),
      },
      period,
    });
  }
}

/** Not for people: it decides about a deployment. */
export const DEPLOYMENT_ALARM = 'DeploymentAlarm';

const period = Duration.minutes(1);
const MEANING =
  'The newest version of this function fails by its own doing; while it is being deployed, it is taken back.';
