import { type Access, all, allow, namesIn } from '../constructs/access.ts';
import type { TableAction } from '../constructs/platform-table.ts';
import type { PublicApi } from '../constructs/public-api.ts';
import { shapeOfOrders } from '../constructs/shape-of-orders.ts';
import { sendTo } from '../constructs/work-queue.ts';
import type { DataStack } from './data-stack.ts';
import { participantsOf } from './participants.ts';
import { loopback, type Stage } from './stage.ts';

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
  // Who has code for histories has code for the holds that they mark.
  const histories = (...actions: readonly TableAction[]) => all(data.orders.to(...actions), namesIn(data.holds.to()));
  const publish = {
    environment: { BUS_NAME: data.bus.eventBusName },
    statements: [allow(data.bus.eventBusArn, 'events:PutEvents')],
  };
  return {
    identity: {
      environment: {
        STAGE: stage.name,
        SHAPE: shapeOfOrders(),
        PUBLIC_URL: api.url,
        LOOPBACK: loopback(stage),
        SUBSCRIBER_ID: stage.subscriberId,
        KEY_ID: stage.keyId,
        ALIASES: stage.aliases.join(','),
        COLLECTORS: stage.collectors.join(','),
      },
    },
    sign: data.signingKey('BPP').readAs('SIGNING_KEY_SECRET'),
    registry: { environment: { REGISTRY_URL: partners.registry } },
    trustPayments,
    trustChargePoints,
    askPayments,
    askChargePoints,
    link,
    trustStaff: data.operationsSecret.readAs('OPERATIONS_SECRET'),
    // Where the business clock can be moved.
    clock: data.clock?.to('GetItem') ?? {},
    readHistory: histories('Query'),
    addToHistory: histories('Query', 'PutItem'),
    // Of many orders at once it is cheaper to find out first which are new.
    beginHistory: histories('BatchGetItem', 'Query', 'PutItem'),
    beginHolds: data.holds.to('Query', 'PutItem'),
    endHolds: data.holds.to('DeleteItem'),
    noteDeadlines: data.deadlines.to('PutItem'),
    readDeadlines: data.deadlines.to('Query'),
    readCalendars: data.calendars.to('BatchGetItem'),
    hold: data.calendars.to('BatchGetItem', 'PutItem'),
    name: data.names.to('PutItem'),
    findNames: data.names.to('Query'),
    rate: data.catalogue.to('BatchGetItem', 'PutItem', 'UpdateItem'),
    answerOnce: data.questions.to('PutItem'),
    readCatalogue: data.catalogue.to('BatchGetItem'),
    publish,
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
  const catalogue = data.catalogue.to('BatchGetItem', 'PutItem');
  // What production sells is not made up.
  const seed = stage.name === 'production' ? namesIn(catalogue) : catalogue;
  return all(data.subscribers.to('Query', 'PutItem'), seed, {
    environment: { PARTICIPANTS: data.toJsonString(participants) },
    statements: participants.map(({ secretArn }) =>
      allow(secretArn, 'secretsmanager:GetSecretValue', 'secretsmanager:PutSecretValue'),
    ),
  });
}
