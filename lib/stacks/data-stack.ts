import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
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
  readonly calendars: PlatformTable;
  readonly catalogue: PlatformTable;
  readonly subscribers: PlatformTable;
  readonly paymentSecret: PlatformSecret;
  readonly chargePointSecret: PlatformSecret;
  readonly linkSecret: PlatformSecret;
  readonly bus: EventBus;
  readonly scheduleGroup: ScheduleGroup;
  readonly parked: Queue;
  private readonly keys: ReadonlyMap<Participant['role'], PlatformSecret>;

  constructor(scope: Construct, id: string, { stage }: { readonly stage: Stage }) {
    super(scope, id);
    const keep = stage.name === 'production';
    const removalPolicy = keep ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;

    this.orders = new PlatformTable(this, 'Orders', {
      name: 'ORDERS_TABLE',
      key: [text('pk'), number('sk')],
      indexes: {
        'holds-by-buyer': [text('hold_buyer'), text('hold_key')],
        'holds-by-contact': [text('hold_contact'), text('hold_key')],
      },
      keep,
    });
    this.calendars = new PlatformTable(this, 'Calendars', { name: 'CALENDARS_TABLE', key: [text('resource')], keep });
    this.catalogue = new PlatformTable(this, 'Catalogue', {
      name: 'CATALOGUE_TABLE',
      key: [text('domain'), text('provider')],
      keep,
    });
    this.subscribers = new PlatformTable(this, 'Subscribers', {
      name: 'SUBSCRIBERS_TABLE',
      key: [text('subscriber'), text('record')],
      keep,
    });

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

    this.bus = new EventBus(this, 'Bus');
    this.scheduleGroup = new ScheduleGroup(this, 'Schedules', {
      scheduleGroupName: `beckn-energy-${stage.name}`,
      removalPolicy,
    });

    this.parked = new Queue(this, 'Parked', secured({ removalPolicy }));
    const waiting = { period: Duration.minutes(1), statistic: 'Maximum' };
    alarmAbove(this, 'ParkedAlarm', this.parked.metricApproximateNumberOfMessagesVisible(waiting), 0);
    Validations.of(this.parked).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason: 'The end of the line: what lies here waits for a person, who moves it back or drops it.',
    });
  }

  signingKey(role: Participant['role']): PlatformSecret {
    const key = this.keys.get(role);
    if (key === undefined) throw new Error(`this stage has no participant with the role ${role}`);
    return key;
  }
}
