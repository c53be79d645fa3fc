import { type Access, all, allow } from '../constructs/access.ts';
import type { PublicApi } from '../constructs/public-api.ts';
import { sendTo } from '../constructs/work-queue.ts';
import type { DataStack } from './data-stack.ts';
import { participantsOf } from './participants.ts';
import type { Stage } from './stage.ts';

/** What functions of the provider are told and may do, by what it is for. */
export function providerAccess(stage: Stage, data: DataStack, api: PublicApi) {
  const partners = partnersOf(stage, api.url);
  const trustPayments = data.paymentSecret.readAs('PAYMENT_SECRET');
  const trustChargePoints = data.chargePointSecret.readAs('CHARGE_POINT_SECRET');
  const askPayments = all(trustPayments, { environment: { PAYMENT_PROVIDER_URL: partners.paymentProvider } });
  const askChargePoints = all(trustChargePoints, {
    environment: { CHARGE_POINT_OPERATOR_URL: partners.chargePointOperator },
  });
  const link = data.linkSecret.readAs('LINK_SECRET');
  const catalogue = data.catalogue.to('GetItem', 'Query');
  const readOrders = data.orders.to('Query', 'BatchGetItem');
  const publish = {
    environment: { BUS_NAME: data.bus.eventBusName },
    statements: [allow(data.bus.eventBusArn, 'events:PutEvents')],
  };
  return {
    identity: {
      environment: {
        STAGE: stage.name,
        PUBLIC_URL: api.url,
        SUBSCRIBER_ID: stage.subscriberId,
        KEY_ID: stage.keyId,
        ALIASES: stage.aliases.join(','),
      },
    },
    sign: data.signingKey('BPP').readAs('SIGNING_KEY_SECRET'),
    registry: { environment: { REGISTRY_URL: partners.registry } },
    link,
    trustPayments,
    trustChargePoints,
    askChargePoints,
    readOrders,
    read: all(readOrders, data.calendars.to('BatchGetItem'), catalogue, askChargePoints, link),
    change: all(
      data.orders.to('Query', 'BatchGetItem', 'PutItem'),
      data.calendars.to('BatchGetItem', 'PutItem'),
      catalogue,
      askPayments,
      askChargePoints,
      publish,
      link,
    ),
    countHolds: data.orders.toQuery('holds-by-buyer', 'holds-by-contact'),
    park: sendTo(data.parked, 'PARKED_QUEUE_URL'),
    provision: provisioning(stage, data),
  } satisfies Record<string, Access>;
}

const partnersOf = (stage: Stage, url: string) =>
  stage.name === 'production'
    ? {
        registry: stage.registryUrl,
        paymentProvider: stage.paymentProviderUrl,
        chargePointOperator: stage.chargePointOperatorUrl,
      }
    : {
        registry: `${url}/registry`,
        paymentProvider: `${url}/sandbox/payment-provider`,
        chargePointOperator: `${url}/sandbox/charge-point-operator`,
      };

function provisioning(stage: Stage, data: DataStack): Access {
  const participants = participantsOf(stage).map((participant) => ({
    ...participant,
    secretArn: data.signingKey(participant.role).arn,
  }));
  return all(data.subscribers.to('Query', 'PutItem'), data.catalogue.to('GetItem', 'PutItem', 'UpdateItem'), {
    environment: { PARTICIPANTS: data.toJsonString(participants) },
    statements: participants.map(({ secretArn }) =>
      allow(secretArn, 'secretsmanager:GetSecretValue', 'secretsmanager:PutSecretValue'),
    ),
  });
}
