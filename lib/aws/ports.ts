import { businesses as all } from '../domain/businesses.ts';
import { mostOpenHolds } from '../domain/open-holds.ts';
import { holding as holdingOver } from '../flow/order/holding.ts';
import type { PartnerCall } from '../flow/out/call-partner.ts';
import type { Self } from '../flow/out/reply.ts';
import type { Callback } from '../flow/ports/callbacks.ts';
import { httpRegistry } from '../http/registry.ts';
import { checkUrl, isUnder } from '../http/safe-url.ts';
import { byProvider } from '../partners/by-provider.ts';
import { chargePointAnswers as answersOfChargePoints } from '../partners/charge-points/answers.ts';
import { chargePointOperator } from '../partners/charge-points/ocpi-2.2.1/client.ts';
import { paymentAnswers as answersOfPayments } from '../partners/payments/answers.ts';
import { paymentProvider } from '../partners/payments/rest/client.ts';
import { eventBus } from './bus.ts';
import { calendarStore } from './calendar-store.ts';
import { catalogues as catalogueStore } from './catalogue-store.ts';
import { deadlineStore } from './deadline-store.ts';
import { readEnv } from './env.ts';
import { holdStore } from './hold-store.ts';
import { signer as keySigner } from './key-store.ts';
import { sealedLinks } from './links.ts';
import { nameStore } from './name-store.ts';
import { once } from './once.ts';
import { orderStore } from './order-store.ts';
import { questionStore } from './question-store.ts';
import { ratingStore } from './rating-store.ts';
import { secret } from './secret.ts';
import { stocked } from './stocked.ts';
import { scheduledTimers } from './timers.ts';
import { batchingQueue } from './work-queue.ts';

/** The ports of the flow as this platform has them, each made when it is first used, from what its function was told. */

const holds = once(() => holdStore(readEnv('HOLDS_TABLE').HOLDS_TABLE));

export const orders = once(() => {
  const env = readEnv('ORDERS_TABLE', 'SHAPE');
  return orderStore(env.ORDERS_TABLE, { shape: env.SHAPE, holds });
});

export const calendars = once(() => calendarStore(readEnv('CALENDARS_TABLE').CALENDARS_TABLE));

export const holding = once(() => holdingOver({ calendars: calendars(), orders: orders() }, mostOpenHolds));

export const businesses = () => all;

export const catalogues = once(() => stocked(catalogueStore(readEnv('CATALOGUE_TABLE').CATALOGUE_TABLE), all));

export const names = once(() => nameStore(readEnv('NAMES_TABLE').NAMES_TABLE));

export const ratings = once(() => ratingStore(readEnv('CATALOGUE_TABLE').CATALOGUE_TABLE));

export const questions = once(() => questionStore(readEnv('QUESTIONS_TABLE').QUESTIONS_TABLE));

export const callbacks = once(() => batchingQueue<Callback>(readEnv('CALLBACKS_QUEUE_URL').CALLBACKS_QUEUE_URL));

export const partners = once(() => batchingQueue<PartnerCall>(readEnv('PARTNERS_QUEUE_URL').PARTNERS_QUEUE_URL));

export const bus = once(() => eventBus(readEnv('BUS_NAME').BUS_NAME));

export const deadlines = once(() => deadlineStore(readEnv('DEADLINES_TABLE').DEADLINES_TABLE));

const TIMERS_SPREAD_MILLISECONDS = 30_000;

export const timers = once(() => {
  const env = readEnv(
    'STAGE',
    'SCHEDULE_GROUP',
    'TIMERS_QUEUE_ARN',
    'SCHEDULER_DEAD_LETTERS_ARN',
    'SCHEDULER_ROLE_ARN',
  );
  return scheduledTimers({
    group: env.SCHEDULE_GROUP,
    queueArn: env.TIMERS_QUEUE_ARN,
    deadLettersArn: env.SCHEDULER_DEAD_LETTERS_ARN,
    roleArn: env.SCHEDULER_ROLE_ARN,
    // Who moves the clock to a deadline meets it.
    deadlines: deadlines(),
    spreadMilliseconds: env.STAGE === 'production' ? TIMERS_SPREAD_MILLISECONDS : 0,
  });
});

export const payments = once(() => {
  const env = readEnv('PAYMENT_PROVIDER_URL', 'PAYMENT_SECRET');
  return byProvider(paymentProvider({ url: env.PAYMENT_PROVIDER_URL, secret: secret(env.PAYMENT_SECRET) }));
});

export const chargePoints = once(() => {
  const env = readEnv('CHARGE_POINT_OPERATOR_URL', 'CHARGE_POINT_SECRET', 'PUBLIC_URL');
  return byProvider(
    chargePointOperator({
      url: env.CHARGE_POINT_OPERATOR_URL,
      publicUrl: env.PUBLIC_URL,
      secret: secret(env.CHARGE_POINT_SECRET),
    }),
  );
});

export const paymentAnswers = once(() => answersOfPayments((providerId) => payments()(providerId)));

export const chargePointAnswers = once(() => answersOfChargePoints((providerId) => chargePoints()(providerId)));

export const links = once(() => {
  const env = readEnv('PUBLIC_URL', 'LINK_SECRET');
  return sealedLinks(env.PUBLIC_URL, secret(env.LINK_SECRET));
});

export const registry = once(() => httpRegistry(readEnv('REGISTRY_URL').REGISTRY_URL));

export const signer = once(() => {
  const env = readEnv('SIGNING_KEY_SECRET', 'SUBSCRIBER_ID', 'KEY_ID');
  return keySigner({ secretArn: env.SIGNING_KEY_SECRET, subscriberId: env.SUBSCRIBER_ID, keyId: env.KEY_ID });
});

export const self = once((): Self => {
  const env = readEnv('SUBSCRIBER_ID', 'PUBLIC_URL');
  return { id: env.SUBSCRIBER_ID, url: `${env.PUBLIC_URL}/bpp`, now: Date.now };
});

/** On one machine the participants call each other. */
export const urlRules = once(() => ({ allowLoopback: readEnv('LOOPBACK').LOOPBACK === 'allowed' }));

const MOST_JUDGED = 1000;
const judged = new Map<string, boolean>();

/** Whether a callback URL is the registered one or lies under it, and may be called at all. Peers send the same ones again and again. */
export function mayCall(registered: string, claimed: string): boolean {
  const name = `${registered} ${claimed}`;
  const known = judged.get(name);
  if (known !== undefined) return known;
  const verdict = isUnder(registered, claimed) && checkUrl(claimed, urlRules()).safe;
  if (judged.size >= MOST_JUDGED) judged.clear();
  judged.set(name, verdict);
  return verdict;
}
