import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Target } from '../../events/order-event.ts';
import { all, allow } from '../constructs/access.ts';
import type { Bundles } from '../constructs/bundle.ts';
import { batchesOf } from '../constructs/concurrency.ts';
import { Daily } from '../constructs/daily.ts';
import { Deployments } from '../constructs/deployments.ts';
import { EventSubscription } from '../constructs/event-subscription.ts';
import { Functions } from '../constructs/functions.ts';
import { PlatformFunction } from '../constructs/platform-function.ts';
import { PublicApi } from '../constructs/public-api.ts';
import type { QueuedFunction } from '../constructs/queued-function.ts';
import { Schedules } from '../constructs/schedules.ts';
import { SlowLane } from '../constructs/slow-lane.ts';
import type { DataStack } from './data-stack.ts';
import { processingAccess } from './processing-access.ts';
import { providerAccess } from './provider-access.ts';
import { isGradual, type Stage } from './stage.ts';

export interface ProviderStackProps {
  readonly stage: Stage;
  readonly data: DataStack;
  readonly bundles: Bundles;
}

/** The provider but for its actions: the door, what partners and time report, what is told to buyers. */
export class ProviderStack extends Stack {
  readonly api: PublicApi;
  readonly deadLetters: PlatformFunction;
  readonly deliver: QueuedFunction;
  readonly slowLane: SlowLane;
  readonly timers: QueuedFunction;
  readonly schedules: Schedules;
  readonly can: ReturnType<typeof providerAccess>;
  /** What functions behind queues may do. */
  readonly process: ReturnType<typeof processingAccess>;

  constructor(scope: Construct, id: string, { stage, data, bundles }: ProviderStackProps) {
    super(scope, id);
    this.api = new PublicApi(this, 'Api', stage);
    this.can = providerAccess(stage, data, this.api);
    const { can } = this;
    const deployments = isGradual(stage) ? new Deployments(this, 'Deployments', { stage: stage.name }) : undefined;

    this.deadLetters = new PlatformFunction(this, 'DeadLettersProcess', {
      source: 'functions/dead-letters.ts#process',
      bundles,
      deployments,
      timeout: Duration.seconds(30),
      uses: all(can.identity, can.park),
    });
    const { api, deadLetters } = this;
    const functions = new Functions(this, { bundles, deployments, api, deadLetters, uses: can.identity });

    this.deliver = functions.queued('deliver', all(can.registry, can.sign), {
      timeout: Duration.seconds(60),
    });
    this.slowLane = new SlowLane(this.deliver, 'SlowLane', {
      worker: this.deliver,
      deadLetters,
      maxConcurrency: batchesOf('deliver, slow lane'),
    });
    const reply = this.deliver.work.sendAs('CALLBACKS_QUEUE_URL');

    const partners = functions.queued('partners', all(can.askPayments, can.askChargePoints));
    const callPartners = partners.work.sendAs('PARTNERS_QUEUE_URL');

    this.timers = functions.queued('timers', {});
    this.schedules = new Schedules(this, 'Timers', { group: data.scheduleGroup, target: this.timers.work });
    const setTimers = all(this.schedules.setAs('TIMERS_QUEUE_ARN'), can.noteDeadlines);
    this.process = processingAccess({ ...can, reply, callPartners, setTimers });
    const { process } = this;
    this.timers.use(process.timers);

    functions.accepted(
      'payments',
      { '/payments/reports': ['POST'] },
      { receive: can.trustPayments, process: process.payments },
    );
    const chargePoints = functions.accepted(
      'charge-points',
      { '/ocpi/2.2.1/{proxy+}': ['ANY'] },
      { receive: can.trustChargePoints, process: process.chargePoints },
    );
    // What is said of a connector goes to each order that has it, as a message of its own.
    chargePoints.use({ statements: [allow(chargePoints.work.queue.queueArn, 'sqs:SendMessage')] });
    functions.accepted(
      'pages/forms',
      { '/forms/{id}': ['GET', 'POST'] },
      { receive: all(can.link, can.readHistory), process: process.forms },
    );
    functions.routed('pages/tickets', { '/tickets/{id}/{ticket}': ['GET'] }, all(can.readHistory, can.link));
    functions.routed('pages/track', { '/track/{id}': ['GET'] }, all(can.readHistory, can.askChargePoints, can.link));

    const subscribe = (target: Target, { work }: QueuedFunction) =>
      new EventSubscription(this, `On-${target}`, { bus: data.bus, target, work });
    subscribe('notify-status', functions.queued('notify/status', process.notify));
    subscribe('notify-error', functions.queued('notify/error', process.notify));
    subscribe('notify-stop-charging', functions.queued('notify/stop-charging', process.notify));

    functions.routed(
      'operations/orders',
      {
        '/operations/openapi.json': ['GET'],
        '/operations/orders/{order_id}': ['GET'],
        '/operations/orders/{order_id}/cancel': ['POST'],
      },
      all(can.trustStaff, can.findNames, can.readHistory, can.clock, chargePoints.work.sendAs('REPORTS_QUEUE_URL')),
    );
    const report = this.timers.work.sendAs('TIMERS_QUEUE_URL');
    const sweep = functions.invoked('operations/sweep', all(can.readDeadlines, can.readHistory, can.clock, report), {
      timeout: Duration.minutes(15),
    });
    new Daily(this, 'Daily', { runs: sweep });
    const provision = functions.invoked('operations/provision', can.provision);
    new CfnOutput(this, 'ApiUrl', { value: this.api.url });
    new CfnOutput(this, 'ProvisionFunction', { value: provision.live.functionArn });
    new CfnOutput(this, 'SweepFunction', { value: sweep.live.functionArn });
    new CfnOutput(this, 'SubscriberId', { value: stage.subscriberId });
    new CfnOutput(this, 'KeyId', { value: stage.keyId });
    new CfnOutput(this, 'CallbacksQueueUrl', { value: this.deliver.work.queue.queueUrl });
    new CfnOutput(this, 'ReportsQueueUrl', { value: chargePoints.work.queue.queueUrl });
    new CfnOutput(this, 'TimersQueueUrl', { value: this.timers.work.queue.queueUrl });
  }
}
