import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';

/** `meaning` is for whoever is called at night; what to do first stands in the table of the runbook under the alarm's id. */
export const alarmAbove = (scope: Construct, id: string, metric: IMetric, threshold: number, meaning: string): Alarm =>
  new Alarm(scope, id, {
    alarmDescription: `${meaning} What to do: docs/operations.md, "Watch", ${id}.`,
    metric,
    threshold,
    evaluationPeriods: 1,
    comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  });
