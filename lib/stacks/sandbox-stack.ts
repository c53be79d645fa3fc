import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { all } from '../constructs/access.ts';
import type { Bundles } from '../constructs/bundle.ts';
import { Functions } from '../constructs/functions.ts';
import { PlatformTable, text } from '../constructs/platform-table.ts';
import { Schedules } from '../constructs/schedules.ts';
import type { DataStack } from './data-stack.ts';
import { type Participant, sandbox } from './participants.ts';
import type { ProviderStack } from './provider-stack.ts';
import type { Stage } from './stage.ts';

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
      environment: { STAGE: stage.name, PUBLIC_URL: api.url, REGISTRY_URL: `${api.url}/registry` },
    };
    const functions = new Functions(this, { bundles, api, deadLetters, uses });

    const lookUp = all(as(sandbox.registry), data.subscribers.to('Query', 'Scan'));
    functions.routed('registry/lookup', { '/registry/lookup': ['POST'] }, lookUp);

    const exchanges = new PlatformTable(this, 'Buyer', {
      name: 'BUYER_TABLE',
      key: [text('transaction'), text('entry')],
      keep: false,
    });
    const buy = all(as(sandbox.buyer), exchanges.to('Query', 'PutItem'));
    const sign = data.signingKey(sandbox.buyer.role).readAs('SIGNING_KEY_SECRET');
    functions.routed('buyer/callbacks', { '/bap/{action}': ['POST'] }, buy);
    functions.routed('buyer/send', { '/bap/send/{action}': ['POST'] }, all(buy, sign));
    functions.routed('buyer/transactions', { '/bap/transactions/{id}': ['GET'] }, exchanges.to('Query'));

    const simulated = new PlatformTable(this, 'Simulators', {
      name: 'SIMULATORS_TABLE',
      key: [text('kind'), text('id')],
      keep: false,
    });
    const simulate = all(
      simulated.to('GetItem', 'PutItem'),
      data.paymentSecret.readAs('PAYMENT_SECRET'),
      data.chargePointSecret.readAs('CHARGE_POINT_SECRET'),
    );
    const timers = functions.queued('sandbox/timers', simulate, { maxConcurrency: 5 });
    const schedules = new Schedules(this, 'Timers', { group: data.scheduleGroup, target: timers.work });
    const simulateInTime = all(simulate, timers.work.sendAs('QUEUE_URL'), schedules.setAs('SIMULATORS_QUEUE_ARN'));
    timers.use(simulateInTime);
    functions.routed(
      'sandbox/payment-provider',
      {
        '/pay/{id}': ['GET', 'POST'],
        '/sandbox/payments/{id}/{verb}': ['POST'],
        '/sandbox/payment-provider/{proxy+}': ['GET', 'POST'],
      },
      simulateInTime,
    );
    functions.routed(
      'sandbox/charge-points',
      { '/sandbox/chargers/{proxy+}': ['POST'], '/sandbox/charge-point-operator/{proxy+}': ['ANY'] },
      all(simulateInTime, data.catalogue.to('GetItem', 'Query')),
    );
  }
}

const as = ({ subscriberId, keyId }: Participant) => ({ environment: { SUBSCRIBER_ID: subscriberId, KEY_ID: keyId } });
