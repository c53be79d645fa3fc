import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Target } from '../../events/order-event.ts';
import { type Action, actionNames, actions } from '../beckn/actions.ts';
import { type Access, all } from '../constructs/access.ts';
import type { Bundles } from '../constructs/bundle.ts';
import { EventSubscription } from '../constructs/event-subscription.ts';
import { Functions } from '../constructs/functions.ts';
import { PlatformFunction } from '../constructs/platform-function.ts';
import { PublicApi } from '../constructs/public-api.ts';
import type { QueuedFunction } from '../constructs/queued-function.ts';
import { Schedules } from '../constructs/schedules.ts';
import type { DataStack } from './data-stack.ts';
import { providerAccess } from './provider-access.ts';
import type { Stage } from './stage.ts';

export interface ProviderStackProps {
  readonly stage: Stage;
  readonly data: DataStack;
  readonly bundles: Bundles;
}

/** The provider: what can be asked of it, and what works behind that. */
export class ProviderStack extends Stack {
  readonly api: PublicApi;
  readonly deadLetters: PlatformFunction;

  constructor(scope: Construct, id: string, { stage, data, bundles }: ProviderStackProps) {
    super(scope, id);
    this.api = new PublicApi(this, 'Api', stage);
    const can = providerAccess(stage, data, this.api);

    this.deadLetters = new PlatformFunction(this, 'DeadLettersProcess', {
      source: 'functions/dead-letters.ts#process',
      bundles,
      timeout: Duration.seconds(30),
      uses: all(can.identity, can.park),
    });
    const { api, deadLetters } = this;
    const functions = new Functions(this, { bundles, api, deadLetters, uses: can.identity });

    const deliver = functions.queued('deliver', all(can.registry, can.sign), {
      timeout: Duration.seconds(60),
      attempts: 24,
      maxConcurrency: 100,
    });
    const reply = deliver.work.sendAs('CALLBACKS_QUEUE_URL');
    this.deadLetters.use(reply);

    const timers = functions.queued('timers', {});
    const schedules = new Schedules(this, 'Timers', { group: data.scheduleGroup, target: timers.work });
    const read = all(can.read, reply);
    const change = all(can.change, reply, schedules.setAs('TIMERS_QUEUE_ARN'));
    timers.use(change);

    const besides: Partial<Record<Action, Access>> = { init: can.countHolds };
    for (const action of actionNames)
      functions.accepted(
        action.replaceAll('_', '-'),
        { [`/bpp/${action}`]: ['POST'] },
        { receive: can.registry, process: all({ read, change }[actions[action].kind], besides[action] ?? {}) },
      );
    functions.accepted('payments', { '/payments/reports': ['POST'] }, { receive: can.trustPayments, process: change });
    functions.accepted(
      'charge-points',
      { '/ocpi/2.2.1/{proxy+}': ['ANY'] },
      { receive: can.trustChargePoints, process: change },
    );
    functions.accepted(
      'pages/forms',
      { '/forms/{id}': ['GET', 'POST'] },
      { receive: all(can.link, can.readOrders), process: change },
    );
    functions.routed('pages/track', { '/track/{id}': ['GET'] }, all(can.readOrders, can.askChargePoints, can.link));

    const tell = all(can.readOrders, reply);
    const subscribe = (target: Target, { work }: QueuedFunction) =>
      new EventSubscription(this, `On-${target}`, { bus: data.bus, target, work });
    subscribe('notify-status', functions.queued('notify/status', tell));
    subscribe('notify-error', functions.queued('notify/error', tell));
    subscribe('notify-stop-charging', functions.queued('notify/stop-charging', all(tell, can.askChargePoints)));

    const provision = functions.invoked('operations/provision', can.provision);
    new CfnOutput(this, 'ApiUrl', { value: this.api.url });
    new CfnOutput(this, 'ProvisionFunction', { value: provision.function.functionName });
  }
}
