import type { Effect } from '../../lib/domain/effects.ts';
import { evCharging } from '../../lib/domain/ev-charging/business.ts';
import { caseIdOf, keyIn } from '../../lib/flow/order/order-id.ts';
import type { Entry } from '../../lib/flow/ports/orders.ts';
import { type Minor, sum, toDecimal, toMinor } from '../../lib/language/money.ts';
import type { Call } from '../../lib/language/needs.ts';
import type { Shown, ShownFulfillment } from '../../lib/language/shown.ts';
import type { Play } from './playing.ts';

const HALF_AN_HOUR = 30 * 60_000;
const HALF_A_DAY = 12 * 3_600_000;

/** What must hold whatever happened. Each says what does not hold; nothing said is well. */

/** Every request has its callback, and all the callbacks of one request say the same. */
export function answersAmiss({ world, messages }: Play): readonly string[] {
  const asked = new Set(messages.flatMap(({ messageId }) => messageId ?? []));
  return [...asked].flatMap((messageId) => {
    const answers = world.callbacks.filter((callback) => callback.messageId === messageId);
    const contents = new Set(answers.map(({ body }) => withoutTime(body)));
    if (contents.size === 0) return [`${messageId} has no answer`];
    return contents.size === 1
      ? []
      : [`${messageId} has ${contents.size} answers: ${[...contents].map(brief).join(' | ')}`];
  });
}

/** Who counts what was added counts nothing twice, and nothing that is not there. */
export function countedAmiss({ world, added }: Play): readonly string[] {
  const written = [...world.histories].flatMap(([reference, history]) =>
    history.map(({ sequence }) => `${reference} ${sequence}`),
  );
  return added.filter((entry, index) => added.indexOf(entry) !== index || !written.includes(entry));
}

/** No connector is promised to two orders at the same time. */
export function doubleBookings({ world, now }: Play): readonly string[] {
  const promised = [...world.histories].flatMap(([reference, history]) => {
    const view = viewOf(history);
    return view !== undefined && now() < promisedUntil(view, history)
      ? view.fulfillments.map((one) => ({ reference, ...one }))
      : [];
  });
  return promised.flatMap((one, index) =>
    promised
      .slice(index + 1)
      .filter((other) => one.id === other.id && overlap(one.span, other.span))
      .map((other) => `${one.reference} and ${other.reference} both have connector ${one.id}`),
  );
}

/** What came in is kept for what was sold, or goes back. */
export function moneyAstray({ world }: Play): readonly string[] {
  return [...world.histories].flatMap(([reference, history]) => {
    const paid = [...world.payments.values()].filter((one) => one.reference === reference && one.status === 'paid');
    const refunds = new Map(world.refunds.filter((one) => one.reference === reference).map((one) => [one.id, one]));
    const view = viewOf(history);
    const atBuyer = (isRefund: boolean) =>
      sum(
        (view?.payments ?? [])
          .filter(({ collectedBy, refund, paid }) => collectedBy === 'buyer' && refund === isRefund && paid !== refund)
          .map(({ amount }) => amount),
      );
    const came = sum(paid.map(({ amount }) => toMinor(amount))) + atBuyer(false);
    const back = sum([...refunds.values()].map(({ amount }) => toMinor(amount))) + atBuyer(true);
    const kept = keptFor(view);
    const said = [came, kept, back].map(toDecimal);
    return came === kept + back ? [] : [`${reference}: ${said[0]} came in, ${said[1]} is kept, ${said[2]} goes back`];
  });
}

/** No order waits for ever: half a day after the last that happened to it, it has come to an end. */
export function ordersLeftOpen({ world, now }: Play): readonly string[] {
  return [...world.histories].flatMap(([reference, history]) => {
    const view = viewOf(history);
    return view === undefined || isOver(view) || now() < (view.updatedAt ?? 0) + HALF_A_DAY
      ? []
      : [`${reference} is ${view.fulfillments[0]?.headline}`];
  });
}

/** No session runs, or waits for its plug, for an order that does not want it. */
export function sessionsUnwanted({ world }: Play): readonly string[] {
  return [...world.sessions.values()].flatMap(({ reference, session: { id, status } }) => {
    const state = evCharging.replay(world.histories.get(reference) ?? []).state;
    const wanted = typeof state === 'object' && state !== null && 'sessionId' in state ? state.sessionId : undefined;
    return status === 'ended' || status === 'faulted' || id === wanted ? [] : [`${id} is ${status}`];
  });
}

/** No order that is over has anything booked, but for what lapses by itself in a moment. */
export function bookingsLeft({ world, now }: Play): readonly string[] {
  return [...world.booked].flatMap(([resource, bookings]) =>
    bookings
      .filter(({ order, until }) => until > now() + HALF_AN_HOUR && isOver(viewOf(world.histories.get(order) ?? [])))
      .map(({ order, round, start }) => `${order} has ${resource} from ${start} in round ${round}`),
  );
}

const isOver = (view: Shown | undefined): boolean =>
  view?.id === undefined || view.status === 'cancelled' || view.status === 'complete';

/** Everything that must follow from a history was brought about, and what has a name always says the same. */
export function effectsAmiss({ world }: Play): readonly string[] {
  const done = new Set([
    ...world.timers.map(({ key, purpose, at }) => `timer ${key.buyerId}#${key.transactionId} ${purpose} ${at}`),
    ...world.released.map((release) => `release ${release}`),
    ...world.refunds.map(({ id, amount }) => `refund ${id} ${amount}`),
    ...world.named.map((name) => `name ${name}`),
    ...world.rated.map((voice) => `rate ${voice}`),
    ...world.stopped.map((session) => `stop ${session}`),
    ...world.announced.map(({ detailType, detail }) => `publish ${detailType} ${'id' in detail && detail.id}`),
  ]);
  const due = [...world.histories].flatMap(([reference, history]) => effectsOf(reference, history));
  const missing = due.filter((name) => !done.has(name)).map((name) => `missing: ${name}`);
  const undue = [...done].filter(
    (name) => !due.includes(name) && !name.startsWith('stop ') && !name.startsWith('release '),
  );
  return [...missing, ...undue.map((name) => `nobody asked for: ${name}`)];
}

function effectsOf(reference: string, history: readonly Entry[]): readonly string[] {
  return history.flatMap((entry, index) => {
    const { effects } = evCharging.replay(history.slice(0, index)).after(entry);
    let position = 0;
    return effects.map((effect) =>
      nameOf(effect, `${reference}#${entry.sequence}#${effect.kind === 'publish' ? position++ : ''}`, reference),
    );
  });
}

function nameOf(effect: Effect, eventId: string, reference: string): string {
  switch (effect.kind) {
    case 'timer':
      return `timer ${reference} ${effect.purpose} ${effect.at}`;
    case 'release':
      return `release ${effect.resource} ${reference} ${effect.round} ${effect.span.start}`;
    case 'name':
      return `name ${effect.name} ${reference}`;
    case 'rate':
      return `rate ${caseIdIn(reference)} ${effect.providerId} ${effect.value} ${effect.round}`;
    case 'call':
      return nameOfCall(effect.call);
    case 'publish':
      return `publish ${effect.type} ${eventId}`;
    default:
      return effect satisfies never;
  }
}

function caseIdIn(reference: string): string {
  const key = keyIn(reference);
  if (key === undefined) throw new Error(`${reference} names no order`);
  return caseIdOf(key);
}

const nameOfCall = (call: Call): string =>
  call.kind === 'refund' ? `refund ${call.refundId} ${toDecimal(call.amount)}` : `stop ${call.sessionId}`;

const viewOf = (history: readonly Entry[]): Shown | undefined => evCharging.replay(history).shown();

/** A hold stands for some time, then until the paid order has to be confirmed, then until the order ends. */
function promisedUntil({ id, status, payments, fulfillments }: Shown, history: readonly Entry[]): number {
  if (id === undefined || status === 'cancelled' || status === 'complete') return 0;
  if (status === undefined) return payments[0]?.window?.end ?? 0;
  if (fulfillments[0]?.arrival !== undefined) return Number.POSITIVE_INFINITY;
  const paid = history.flatMap(({ events }) => events).findLast(({ type }) => type === 'PaymentCompleted');
  return paid !== undefined && 'confirmUntil' in paid ? Number(paid.confirmUntil) : 0;
}

const overlap = (one: ShownFulfillment['span'], other: ShownFulfillment['span']): boolean =>
  one !== undefined && other !== undefined && one.start < other.end && other.start < one.end;

function keptFor(view: Shown | undefined): Minor {
  const paid = sum((view?.payments ?? []).filter((one) => one.paid && !one.refund).map(({ amount }) => amount));
  switch (view?.status) {
    case 'complete':
      return view.quote.total;
    case 'cancelled':
      return paid + view.quote.total;
    default:
      return paid;
  }
}

function withoutTime(body: string): string {
  const { context, ...rest } = JSON.parse(body);
  return JSON.stringify({ ...rest, context: { ...context, timestamp: undefined } });
}

function brief(content: string): string {
  const { error, message } = JSON.parse(content);
  return error === undefined ? JSON.stringify(message).slice(0, 120) : `${error.code} ${error.message}`;
}
