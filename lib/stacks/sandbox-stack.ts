import { Duration, Fn, Stack } from 'aws-cdk-lib';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { type Access, all, allow, namesIn } from '../constructs/access.ts';
import type { Bundles } from '../constructs/bundle.ts';
import { Functions } from '../constructs/functions.ts';
import { PlatformTable, text } from '../constructs/platform-table.ts';
import { Schedules } from '../constructs/schedules.ts';
import { WorkQueue } from '../constructs/work-queue.ts';
import type { DataStack } from './data-stack.ts';
import { type Participant, sandbox } from './participants.ts';
import type { ProviderStack } from './provider-stack.ts';
import { loopback, type Stage } from './stage.ts';

export interface SandboxStackProps {
  readonly stage: Stage;
  readonly data: DataStack;
  readonly provider: ProviderStack;
  readonly bundles: Bundles;
}

/** The rest of a network, to try the provider with: registry, buyer, payment provider, charge point operator. */
export class SandboxStack extends Stack {
  constructor(scope: Construct, id: string, { stage, data, provider, bundles }: SandboxStackProps) {
    super(scope, id);
    const { api, deadLetters } = provider;
    const uses = {
      environment: {
        STAGE: stage.name,
        PUBLIC_URL: api.url,
        REGISTRY_URL: `${api.url}/registry`,
        LOOPBACK: loopback(stage),
      },
    };
    const functions = new Functions(this, { bundles, api, deadLetters, uses });

    const lookUp = all(as(sandbox.registry), data.subscribers.to('Query', 'Scan'));
    functions.routed('registry/lookup', { '/registry/lookup': ['POST'] }, lookUp);

    const exchanges = new PlatformTable(this, 'Buyer', {
      name: 'BUYER_TABLE',
      key: [text('transaction'), text('entry')],
      keep: false,
    });
    const buyer = as(sandbox.buyer);
    const sign = data.signingKey(sandbox.buyer.role).readAs('SIGNING_KEY_SECRET');
    functions.routed('buyer/callbacks', { '/bap/{action}': ['POST'] }, all(buyer, exchanges.to('Query', 'PutItem')));
    functions.routed('buyer/send', { '/bap/send/{action}': ['POST'] }, all(buyer, exchanges.to('PutItem'), sign));
    functions.routed('buyer/transactions', { '/bap/transactions/{id}': ['GET'] }, exchanges.to('Query'));

    const simulated = new PlatformTable(this, 'Simulators', {
      name: 'SIMULATORS_TABLE',
      key: [text('kind'), text('id')],
      keep: false,
    });
    const simulate = all(data.clock?.to('GetItem') ?? {}, simulated.to('GetItem', 'PutItem'));
    const asPaymentProvider = data.paymentSecret.readAs('PAYMENT_SECRET');
    const asChargePointOperator = data.chargePointSecret.readAs('CHARGE_POINT_SECRET');
    const timers = functions.queued('sandbox/timers', all(simulate, asPaymentProvider, asChargePointOperator));
    const schedules = new Schedules(this, 'Timers', { group: data.scheduleGroup, target: timers.work });
    const later = all(timers.work.sendAs('QUEUE_URL'), schedules.setAs('SIMULATORS_QUEUE_ARN'));
    timers.use(namesIn(later));
    functions.routed(
      'sandbox/payment-provider',
      {
        '/pay/{id}': ['GET', 'POST'],
        '/sandbox/payments/{id}/{verb}': ['POST'],
        '/sandbox/payment-provider/{proxy+}': ['GET', 'POST'],
      },
      all(simulate, asPaymentProvider, later),
    );
    functions.routed(
      'sandbox/charge-points',
      { '/sandbox/chargers/{proxy+}': ['POST'], '/sandbox/charge-point-operator/{proxy+}': ['ANY'] },
      all(simulate, asChargePointOperator, later, data.catalogue.to('BatchGetItem')),
    );
    if (data.clock !== undefined)
      functions.routed(
        'sandbox/clock',
        { '/clock': ['GET'], '/clock/advance': ['POST'] },
        all(
          data.clock.to('GetItem', 'UpdateItem'),
          watch(awaitedQueues(this, provider)),
          timers.work.sendAs('QUEUE_URL'),
          provider.timers.work.sendAs('QUEUE_URL'),
          provider.schedules.setAgain(),
          schedules.setAgain(),
        ),
        { timeout: Duration.seconds(29) },
      );
  }
}

/** What has to be worked off before the clock moves on: all queues but those that wait for strangers. */
const awaitedQueues = ({ node }: Construct, { deliver, slowLane }: ProviderStack) =>
  node.root.node
    .findAll()
    .filter((construct) => construct instanceof WorkQueue)
    .filter((work) => work !== deliver.work && work !== slowLane.work)
    .map(({ queue }) => queue);

function watch(queues: readonly Queue[]): Access {
  const nameOf = ({ queueArn }: Queue) => Fn.select(5, Fn.split(':', queueArn));
  return {
    environment: { AWAITED_QUEUES: queues.map(nameOf).join(',') },
    statements: [
      allow(
        queues.map(({ queueArn }) => queueArn),
        'sqs:GetQueueAttributes',
      ),
    ],
  };
}

const as = ({ subscriberId, keyId }: Participant) => ({ environment: { SUBSCRIBER_ID: subscriberId, KEY_ID: keyId } });
