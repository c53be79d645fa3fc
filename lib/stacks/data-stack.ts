import { CfnOutput, Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { ScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { alarmAbove } from '../constructs/alarm.ts';
import { PlatformSecret } from '../constructs/platform-secret.ts';
import { number, PlatformTable, text } from '../constructs/platform-table.ts';
import { secured } from '../constructs/work-queue.ts';
import { type Participant, participantsOf } from './participants.ts';
import type { Stage } from './stage.ts';

/** What outlives the functions: records, keys, and the places where events and schedules are kept. */
export class DataStack extends Stack {
  readonly orders: PlatformTable;
  readonly holds: PlatformTable;
  readonly calendars: PlatformTable;
  readonly catalogue: PlatformTable;
  readonly names: PlatformTable;
  readonly questions: PlatformTable;
  readonly deadlines: PlatformTable;
  readonly subscribers: PlatformTable;
  readonly paymentSecret: PlatformSecret;
  readonly chargePointSecret: PlatformSecret;
  readonly linkSecret: PlatformSecret;
  readonly operationsSecret: PlatformSecret;
  /** Where the business clock can be moved. */
  readonly clock?: PlatformTable;
  readonly bus: EventBus;
  readonly scheduleGroup: ScheduleGroup;
  readonly parked: Queue;
  private readonly keys: ReadonlyMap<Participant['role'], PlatformSecret>;

  constructor(scope: Construct, id: string, { stage }: { readonly stage: Stage }) {
    const keep = stage.name === 'production';
    super(scope, id, { terminationProtection: keep });
    const removalPolicy = keep ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;

    this.orders = new PlatformTable(this, 'Orders', {
      name: 'ORDERS_TABLE',
      key: [text('pk'), number('sk')],
      keep,
    });
    this.holds = new PlatformTable(this, 'Holds', {
      name: 'HOLDS_TABLE',
      key: [text('holder'), text('hold')],
      expires: 'expires',
      keep,
    });
    this.calendars = new PlatformTable(this, 'Calendars', {
      name: 'CALENDARS_TABLE',
      key: [text('resource'), text('day')],
      expires: 'expires',
      keep,
    });
    this.catalogue = new PlatformTable(this, 'Catalogue', {
      name: 'CATALOGUE_TABLE',
      key: [text('domain'), text('part')],
      keep,
    });
    this.names = new PlatformTable(this, 'Names', { name: 'NAMES_TABLE', key: [text('name'), text('order')], keep });
    this.questions = new PlatformTable(this, 'Questions', {
      name: 'QUESTIONS_TABLE',
      key: [text('question')],
      expires: 'expires',
      keep,
    });
    this.deadlines = new PlatformTable(this, 'Deadlines', {
      name: 'DEADLINES_TABLE',
      key: [text('hour'), text('deadline')],
      expires: 'expires',
      keep,
    });
    this.subscribers = new PlatformTable(this, 'Subscribers', {
      name: 'SUBSCRIBERS_TABLE',
      key: [text('subscriber'), text('record')],
      keep,
    });

    if (stage.name === 'sandbox')
      this.clock = new PlatformTable(this, 'Clock', { name: 'CLOCK_TABLE', key: [text('id')], keep: false });

    this.keys = new Map(
      participantsOf(stage).map(({ role, subscriberId }) => [
        role,
        new PlatformSecret(this, `${role}Key`, { description: `Signing key of ${subscriberId}`, keep }),
      ]),
    );
    const random = { generated: true, keep };
    this.paymentSecret = new PlatformSecret(this, 'PaymentSecret', {
      description: 'Shared with the payment provider',
      ...random,
    });
    this.chargePointSecret = new PlatformSecret(this, 'ChargePointSecret', {
      description: 'Shared with the charge point operator',
      ...random,
    });
    this.linkSecret = new PlatformSecret(this, 'LinkSecret', { description: 'Seals links to pages', ...random });
    this.operationsSecret = new PlatformSecret(this, 'OperationsSecret', {
      description: "The token of the provider's staff",
      ...random,
    });

    this.bus = new EventBus(this, 'Bus');
    this.scheduleGroup = new ScheduleGroup(this, 'Schedules', {
      scheduleGroupName: `beckn-energy-${stage.name}`,
      removalPolicy,
    });

    const alarmOfSchedules = (id: string, metricName: string, meaning: string) => {
      const dimensionsMap = { ScheduleGroup: this.scheduleGroup.scheduleGroupName };
      const [period, statistic] = [Duration.minutes(5), 'Sum'];
      const metric = new Metric({ namespace: 'AWS/Scheduler', metricName, dimensionsMap, period, statistic });
      alarmAbove(this, id, metric, 0, meaning);
    };
    alarmOfSchedules('SchedulesAlarm', 'TargetErrorCount', 'A timer could not be put on its queue.');
    alarmOfSchedules(
      'SchedulesThrottledAlarm',
      'TargetErrorThrottledCount',
      'Timers come faster than their queue takes them.',
    );
    alarmOfSchedules(
      'SchedulesDroppedAlarm',
      'InvocationDroppedCount',
      'The scheduler has given up a timer after a day of attempts.',
    );

    this.parked = new Queue(this, 'Parked', secured({ removalPolicy }));
    const waiting = { period: Duration.minutes(1), statistic: 'Maximum' };
    alarmAbove(
      this,
      'ParkedAlarm',
      this.parked.metricApproximateNumberOfMessagesVisible(waiting),
      0,
      'A message could not be processed and waits for a person.',
    );
    Validations.of(this.parked).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason: 'The end of the line: what lies here waits for a person, who moves it back or drops it.',
    });

    // What an operator's tools look for.
    new CfnOutput(this, 'OrdersTable', { value: this.orders.name });
    new CfnOutput(this, 'CalendarsTable', { value: this.calendars.name });
    new CfnOutput(this, 'NamesTable', { value: this.names.name });
    new CfnOutput(this, 'CatalogueTable', { value: this.catalogue.name });
    if (this.clock !== undefined) new CfnOutput(this, 'ClockTable', { value: this.clock.name });
    new CfnOutput(this, 'SecretOfPayments', { value: this.paymentSecret.arn });
    new CfnOutput(this, 'SecretOfChargePoints', { value: this.chargePointSecret.arn });
    new CfnOutput(this, 'SecretOfLinks', { value: this.linkSecret.arn });
    new CfnOutput(this, 'SecretOfOperations', { value: this.operationsSecret.arn });
    new CfnOutput(this, 'SigningKey', { value: this.signingKey('BPP').arn });
    new CfnOutput(this, 'ParkedQueueUrl', { value: this.parked.queueUrl });
  }

  signingKey(role: Participant['role']): PlatformSecret {
    const key = this.keys.get(role);
    if (key === undefined) throw new Error(`this stage has no participant with the role ${role}`);
    return key;
  }
}
