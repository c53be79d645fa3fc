import { Metrics } from '@aws-lambda-powertools/metrics';
import { readEnv } from './env.ts';
import { describe, log } from './log.ts';
import { type DimensionsOf, type MetricName, metrics, NAMESPACE, serviceOf } from './metric-names.ts';
import { once } from './once.ts';

interface Measured {
  readonly name: MetricName;
  readonly value: number;
  readonly dimensions: Readonly<Record<string, string>>;
}

let measured: Measured[] = [];

/** Notes a value; the function behind the queue tells it with all others of its batch. */
export function measure<Name extends MetricName>(name: Name, value: number, dimensions: DimensionsOf<Name>): void {
  measured.push({ name, value, dimensions });
}

const writer = once(() => new Metrics({ namespace: NAMESPACE, serviceName: serviceOf(readEnv('STAGE').STAGE) }));

/** Writes what was measured: a line for each set of dimensions, in CloudWatch's embedded metric format. Work that is done stays done. */
export function tellMeasured(): void {
  const groups = Map.groupBy(measured, ({ dimensions }) => Object.entries(dimensions).join());
  measured = [];
  try {
    for (const group of groups.values()) tell(group);
  } catch (error) {
    log('WARN', 'not measured', { error: describe(error) });
  }
}

function tell(group: readonly Measured[]): void {
  writer().addDimensions(group[0]?.dimensions ?? {});
  for (const { name, value } of group) writer().addMetric(name, metrics[name].unit, value);
  writer().publishStoredMetrics();
}

/** Business time may run ahead of this clock: on a laptop it is moved. */
export const millisecondsSince = (at: number): number => Math.max(0, Date.now() - at);
