import { Duration } from 'aws-cdk-lib';
import { Dashboard, GraphWidget, type IMetric, LogQueryWidget, PeriodOverride } from 'aws-cdk-lib/aws-cloudwatch';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { MetricName } from '../aws/metric-names.ts';
import { OwnMetrics } from './own-metrics.ts';
import { queries } from './queries.ts';
import { ANYTHING_ASKED, DELIVERY, type SavedQueriesProps } from './saved-queries.ts';
import { labelOf, type Watched } from './watched.ts';

/** One page from top to bottom: what is asked, what is answered, where orders and their money are, and what it runs on. */
export class PlatformDashboard extends Construct {
  constructor(scope: Construct, id: string, { stage, watched }: SavedQueriesProps) {
    super(scope, id);
    const own = new OwnMetrics(stage, period);
    new Dashboard(this, 'Dashboard', {
      dashboardName: `beckn-energy-${stage}`,
      defaultInterval: Duration.hours(12),
      // What is summed up over all periods must not depend on how much of it is looked at.
      periodOverride: PeriodOverride.INHERIT,
      widgets: [asked(own, watched), answered(own), callbacks(watched), orders(own), ...machinery(own, watched)],
    });
  }
}

const period = Duration.minutes(5);
const sum = { period, statistic: 'Sum' };
const worst = { period, statistic: 'Maximum' };
const p95 = { period, statistic: 'p95' };

const graph = (title: string, left: readonly IMetric[], stacked = false) =>
  new GraphWidget({ title, left: [...left], stacked, width: 8, height: 6 });

const asked = (own: OwnMetrics, { actions }: Watched) => [
  graph(
    'Accepted requests, by action',
    actions.map(([label, { queue }]) => queue.metricNumberOfMessagesSent({ ...sum, label })),
    true,
  ),
  graph('Refused requests, by code', [own.each('RequestsRefused', 'Sum')], true),
  graph('Signature failures', [own.of('RequestsRefused', { code: 'signature' }, 'Sum')]),
];

const answered = (own: OwnMetrics) => [
  graph('From accepted to callback queued, p95 ms by action', [own.each('ProcessingTime', 'p95')]),
  graph(
    'From callback queued to acknowledged, ms',
    ['p50', 'p95', 'p99'].map((statistic) => own.of('CallbackTime', {}, statistic).with({ label: statistic })),
  ),
  graph('Callbacks, by outcome', [own.each('Callbacks', 'Sum'), own.of('CallbackFailures', {}, 'Sum')]),
];

const callbacks = (watched: Watched) => [
  logTable('Callback failures, by receiver', queries.callbackFailuresByReceiver, watched.logGroups(DELIVERY)),
  logTable('Slowest callbacks', queries.slowestCallbacks, watched.logGroups(DELIVERY)),
  logTable('Refused requests, by code and action', queries.refusedByCode, watched.logGroups(ANYTHING_ASKED)),
];

const logTable = (title: string, queryString: string, logGroupNames: readonly string[]) =>
  new LogQueryWidget({ title, queryString, logGroupNames: [...logGroupNames], width: 8, height: 6 });

/** Sums begin where the graph begins: what was held then is not in them. */
function orders(own: OwnMetrics) {
  const opened = own.of('HoldsOpened', {}, 'Sum');
  const closed = own.of('HoldsClosed', {}, 'Sum');
  const total = (name: MetricName) => `SUM(${own.search(name, 'Sum')})`;
  const held = `RUNNING_SUM(FILL(${total('MoneyTaken')} - ${total('MoneyCaptured')} - ${total('MoneyRefunded')}, 0))`;
  return [
    graph('Time in a state, p95 ms', [own.each('TimeInState', 'p95')]),
    graph('Holds open, since the left edge', [
      own.expression('RUNNING_SUM(FILL(opened, 0) - FILL(closed, 0))', 'open', { opened, closed }),
    ]),
    graph('Money held and not captured, since the left edge, minor units', [own.expression(held, 'held')]),
    graph('Money by currency, minor units', [
      own.each('MoneyTaken', 'Sum', 'taken'),
      own.each('MoneyCaptured', 'Sum', 'captured'),
      own.each('MoneyRefunded', 'Sum', 'refunded'),
    ]),
  ];
}

function machinery(own: OwnMetrics, { apis, functions, work, lastQueues }: Watched) {
  const ofFunctions = (metric: (one: LambdaFunction, label: string) => IMetric) =>
    functions.map((one) => metric(one.function, labelOf(one)));
  return [
    [
      graph('Given up', [
        own.of('RequestsGivenUp', {}, 'Sum'),
        own.of('DeadLetters', {}, 'Sum'),
        own.of('TimersMissed', {}, 'Sum'),
        ...lastQueues.map((queue) =>
          queue.metricApproximateNumberOfMessagesVisible({ ...worst, label: labelOf(queue) }),
        ),
      ]),
      graph(
        'Age of the oldest message, s',
        work.map(({ queue }) => queue.metricApproximateAgeOfOldestMessage({ ...worst, label: labelOf(queue) })),
      ),
      graph(
        'API, 4xx and 5xx',
        apis.flatMap(({ http }) => [http.metricClientError(sum), http.metricServerError(sum), http.metricCount(sum)]),
      ),
    ],
    [
      graph(
        'Lambda errors',
        ofFunctions((one, label) => one.metricErrors({ ...sum, label })),
      ),
      graph('Failures of our own', [own.each('Failures', 'Sum')]),
      graph(
        'Lambda throttles',
        ofFunctions((one, label) => one.metricThrottles({ ...sum, label })),
      ),
      graph(
        'Lambda duration, p95 ms',
        ofFunctions((one, label) => one.metricDuration({ ...p95, label })),
      ),
    ],
  ];
}
