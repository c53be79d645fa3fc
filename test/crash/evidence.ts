import type { Asked, Heard } from './buyers.ts';
import type { Held, Journey } from './journey.ts';
import { isRefund, minor, type Order, orderIn, sum } from './wire.ts';

/** What the buyers' records prove against the provider; nothing is well. */

/** Every acknowledged request has its callback, and all callbacks of one request say the same. */
export function answersAmiss(asked: readonly Asked[], heard: readonly Heard[]): readonly string[] {
  const answers = Map.groupBy(heard, ({ buyer, action, envelope }) =>
    [buyer, action, envelope.context.message_id].join(' '),
  );
  const missing = asked
    .map(({ buyer, action, messageId }) => [buyer, `on_${action}`, messageId].join(' '))
    .filter((name) => !answers.has(name));
  const contradicting = [...answers].flatMap(([name, some]) => {
    const contents = new Set(some.map(withoutTime));
    return contents.size > 1 ? [[name, ...contents].join('\n')] : [];
  });
  return [...missing.map((name) => `no ${name}`), ...contradicting];
}

/** Orders that the provider held the same connector for at the same moment, with windows that overlap. */
export function doublePromises(journeys: readonly Journey[]): readonly string[] {
  const promised = journeys.flatMap(({ order }) => order ?? []);
  return promised.flatMap((one, index) =>
    promised
      .slice(index + 1)
      .filter((other) => isSamePlace(one, other) && overlap(one.window, other.window))
      .filter((other) => one.from < other.until && other.from < one.until)
      .map((other) => `${nameOf(one)} is held for ${one.id} and for ${other.id}`),
  );
}

/** Callbacks whose breakup does not sum up to their price. */
export const sumsAmiss = (heard: readonly Heard[]): readonly string[] =>
  heard.flatMap(({ envelope, action }) => {
    const quote = orderIn(envelope)?.quote;
    const total = sum(quote?.breakup.map(({ price }) => minor(price.value)) ?? []);
    return total === minor(quote?.price.value ?? '0') ? [] : [`${action} ${envelope.context.message_id}: ${total}`];
  });

/** What was paid is charged or went back; `lastly` are the orders as they are in the end. */
export const moneyAstray = (journeys: readonly Journey[], lastly: ReadonlyMap<string, Order>): readonly string[] =>
  journeys.flatMap(({ order }) => (order === undefined ? [] : astray(order, lastly.get(order.id))));

function astray({ id, paid }: Held, order: Order | undefined): readonly string[] {
  if (order === undefined) return [`${id} is unknown`];
  const [price, came] = [minor(order.quote.price.value), minor(paid)];
  const wasInTime = order.payments.some((payment) => !isRefund(payment) && payment.status === 'PAID');
  // The quote of a cancelled order is what goes back, as a negative amount.
  const charged = wasInTime ? price + (order.status === 'CANCELLED' ? came : 0) : 0;
  const refunds = order.payments.filter(isRefund);
  const back = sum(refunds.map(({ params }) => minor(params.amount)));
  const stuck = refunds.filter(({ status }) => status !== 'PAID').map((refund) => `${refund.id} has not gone through`);
  if (came === charged + back) return stuck;
  return [`${id} is ${order.status}: ${came} came in, ${charged} is charged, ${back} goes back`, ...stuck];
}

export const nameOf = ({ connector, window }: Held): string =>
  `${connector.providerId} ${connector.fulfillmentId} at ${new Date(window.start).toISOString()}`;

const isSamePlace = ({ connector: one }: Held, { connector: other }: Held): boolean =>
  one.providerId === other.providerId && one.fulfillmentId === other.fulfillmentId;

const overlap = (one: Held['window'], other: Held['window']): boolean => one.start < other.end && other.start < one.end;

function withoutTime({ body }: Heard): string {
  const { context, ...rest } = JSON.parse(body);
  return JSON.stringify({ ...rest, context: { ...context, timestamp: undefined } });
}
