import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import { alarmAbove } from './alarm.ts';
import type { PlatformFunction } from './platform-function.ts';

/** Runs a function once a day, and tells when it failed. */
export class Daily extends Construct {
  constructor(scope: Construct, id: string, { runs }: { readonly runs: PlatformFunction }) {
    super(scope, id);
    new Rule(this, 'Rule', {
      schedule: Schedule.rate(Duration.days(1)),
      targets: [new LambdaFunction(runs.live)],
    });
    alarmAbove(
      this,
      'DailyAlarm',
      runs.live.metricErrors({ period: Duration.minutes(5), statistic: 'Sum' }),
      0,
      'What runs once a day to look for missed deadlines has failed.',
    );
  }
}
