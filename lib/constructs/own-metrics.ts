import type { Duration } from 'aws-cdk-lib';
import { MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { type DimensionsOf, type MetricName, metrics, NAMESPACE, serviceOf } from '../aws/metric-names.ts';

/** What functions measure, for graphs and alarms. */
export class OwnMetrics {
  private readonly service: string;
  private readonly period: Duration;

  constructor(stage: string, period: Duration) {
    this.service = serviceOf(stage);
    this.period = period;
  }

  of<Name extends MetricName>(metricName: Name, dimensions: DimensionsOf<Name>, statistic: string): Metric {
    const dimensionsMap = { service: this.service, ...dimensions };
    return new Metric({ namespace: NAMESPACE, metricName, dimensionsMap, statistic, period: this.period });
  }

  /** One line for every value that its dimension has had. */
  each(name: MetricName, statistic: string, called = ''): MathExpression {
    const values = metrics[name].by.map((dimension) => `\${PROP('Dim.${dimension}')}`);
    return this.expression(this.search(name, statistic), `${called} ${values.join(' ')}`.trim());
  }

  expression(expression: string, label: string, usingMetrics: Record<string, Metric> = {}): MathExpression {
    return new MathExpression({ expression, label, usingMetrics, period: this.period });
  }

  search(name: MetricName, statistic: string): string {
    const schema = [NAMESPACE, 'service', ...metrics[name].by].join();
    const seconds = this.period.toSeconds();
    return `SEARCH('{${schema}} MetricName="${name}" service="${this.service}"', '${statistic}', ${seconds})`;
  }
}
