import { nameOf } from '../../lib/flow/order/order-id.ts';
import { type Report, report } from '../../lib/flow/order/report.ts';
import { isOfOrder, spread } from '../../lib/flow/order/reported.ts';
import type { OrderKey } from '../../lib/flow/ports/orders.ts';
import { toMinor } from '../../lib/language/money.ts';
import { callPartner, NotDone } from '../../lib/partners/calls.ts';
import type { ChargingSession } from '../../lib/partners/charge-points/charge-points.ts';
import type { ConnectorChange } from '../../lib/partners/charge-points/ocpi-2.2.1/ocpi.ts';
import { reportOfConnector } from '../../lib/partners/charge-points/ocpi-2.2.1/reports.ts';
import { Failed, type Failure } from '../memory/failing.ts';
import { openWorld } from '../memory/ports.ts';
import { asking, BEGINNING, type Coming, connectors, type Place, provider, type Word, type Work } from './asking.ts';

export const customers: readonly [OrderKey, OrderKey] = [
  { buyerId: 'rider.example', transactionId: 'asha' },
  { buyerId: 'driver.example', transactionId: 'ravi' },
];

/** What happens next. Nothing is too odd: customers say what they like, and every delivery may fail anywhere. */
export type Step = { readonly failure?: Failure } & (
  | { readonly kind: 'ask'; readonly who: 0 | 1; readonly word: Word; readonly place: Place }
  /** A message that came before is delivered once more, whether it was worked off or not. */
  | { readonly kind: 'again'; readonly which: number }
  /** A request is sent once more by who asked, and accepted once more. */
  | { readonly kind: 'repeat'; readonly which: number }
  /** Somebody pays what was asked for last, or before that. */
  | { readonly kind: 'pay'; readonly who: 0 | 1; readonly before: number }
  | { readonly kind: 'meter'; readonly who: 0 | 1; readonly status: 'charging' | 'ended' | 'faulted' }
  /** What the operator has to say of sessions comes, or is lost with all that he would say later. */
  | { readonly kind: 'push'; readonly isLost: boolean }
  /** What the operator says of a connector, whoever has it. */
  | { readonly kind: 'connector'; readonly connector: 0 | 1; readonly event: ConnectorEvent }
  /** What waits for partners is worked off. */
  | { readonly kind: 'call' }
  | { readonly kind: 'pass'; readonly minutes: number }
);

type ConnectorEvent = ConnectorChange['beckn_energy']['event'];

/** A message on a queue; requests have ids of their senders. */
interface Message {
  readonly messageId?: string;
  readonly coming: Omit<Coming, 'age'>;
  readonly work: Work;
  isDone: boolean;
  /** How often it was tried in vain. */
  tries: number;
}

const MINUTE = 60_000;
const DAY = 24 * 60;

/** Two customers, a provider, and queues that deliver at least once. */
export function openPlay(turn?: () => Promise<void>) {
  const world = openWorld([provider], turn);
  const messages: Message[] = [];
  /** Entries that were told to have been added, by their names. */
  const added: string[] = [];
  const heard = new Set<string>();
  let now = BEGINNING;
  let isSilent = false;

  return { world, messages, added, now: () => now, play, workOff, settle, expire };

  async function play(step: Step): Promise<void> {
    now += 1000;
    switch (step.kind) {
      case 'ask': {
        const messageId = `${step.word}-${messages.length}`;
        return come(asking[step.word](customers[step.who], messageId, step.place), step.failure, messageId);
      }
      case 'again': {
        const message = messages[step.which % messages.length];
        return message && deliver(message, step.failure);
      }
      case 'repeat': {
        const requests = messages.filter(({ messageId }) => messageId !== undefined);
        const request = requests[step.which % requests.length];
        return request && come(request.work, step.failure, request.messageId);
      }
      case 'pay':
        return pay(nameOf(customers[step.who]), step.before, step.failure);
      case 'meter':
        return meter(customers[step.who], step.status, step.failure);
      case 'push':
        isSilent ||= step.isLost;
        return push(step.failure);
      case 'connector':
        return tellOfConnector(connectors[step.connector], step.event, step.failure);
      case 'call':
        return callPartners(step.failure);
      case 'pass':
        return pass(step.minutes, step.failure);
      default:
        return step satisfies never;
    }
  }

  /** Whatever is left is done, and then everything comes once more, as queues may deliver it. */
  async function settle(): Promise<void> {
    await workOff();
    for (const message of [...messages]) await deliver(message);
    await workOff();
  }

  /** Time goes on until nobody waits for anything. */
  async function expire(): Promise<void> {
    await pass(DAY);
    await pass(DAY);
    await settle();
    await pass(DAY);
    await workOff();
  }

  /** Whatever is left is done. */
  async function workOff(): Promise<void> {
    const isLeft = () => [world.partnerCalls, world.pushes, world.reports].some(({ length }) => length > 0);
    while (messages.some(({ isDone }) => !isDone) || isLeft()) {
      for (const message of messages.filter(({ isDone }) => !isDone)) await deliver(message);
      await tellOrders();
      await callPartners();
      await push();
    }
  }

  async function callPartners(failure?: Failure): Promise<void> {
    for (const { call, key } of world.partnerCalls.splice(0))
      await come(async ({ toCall }, { age }) => ({ emitted: callPartner(call, { key, age }, toCall) }), failure);
  }

  async function push(failure?: Failure): Promise<void> {
    for (const { reference, session } of world.pushes.splice(0))
      if (!isSilent) await tellOfSession(keyIn(reference), session, failure);
  }

  async function come(work: Work, failure?: Failure, messageId?: string): Promise<void> {
    const coming = { delivery: `delivery-${messages.length}`, at: now };
    const message = { messageId, work, coming, isDone: false, tries: 0 };
    messages.push(message);
    await deliver(message, failure);
  }

  async function deliver(message: Message, failure?: Failure): Promise<void> {
    try {
      const age = message.tries++ * MINUTE;
      const { committed, emitted } = await message.work(world.process(failure), { ...message.coming, age });
      if (committed?.added) added.push(`${nameOf(committed.key)} ${committed.entry.sequence}`);
      await emitted;
      message.isDone = true;
    } catch (error) {
      if (!(error instanceof Failed || error instanceof NotDone)) throw error;
    }
  }

  async function hear(told: Pick<Report, 'key' | 'from' | 'command'>, failure?: Failure, name?: string): Promise<void> {
    await come((ports, { delivery, at }) => report({ ...told, at, delivery: name ?? delivery }, ports), failure);
  }

  async function pay(reference: string, before: number, failure?: Failure): Promise<void> {
    const own = [...world.payments.values()].filter((one) => one.reference === reference && isKnown(one.id));
    const payment = own.at(-1 - (before % own.length));
    if (payment === undefined) return;
    payment.status = 'paid';
    const { id: paymentId, amount } = payment;
    const command = { type: 'ReportPayment', paymentId, outcome: 'paid', amount: toMinor(amount) } as const;
    await hear({ key: keyIn(reference), from: 'payments', command }, failure);
  }

  async function meter(key: OrderKey, status: 'charging' | 'ended' | 'faulted', failure?: Failure): Promise<void> {
    const own = [...world.sessions.values()].findLast(({ reference }) => reference === nameOf(key));
    if (own === undefined) return;
    const { id, energyWh, status: before } = own.session;
    const isOver = before === 'ended' || before === 'faulted';
    const why = status === 'ended' ? 'stopped-by-operator' : undefined;
    if (!isOver) own.session = { id, status, energyWh: energyWh + 1000, startedAt: now, why };
    await tellOfSession(key, own.session, failure);
  }

  async function tellOfSession(key: OrderKey, session: ChargingSession, failure?: Failure): Promise<void> {
    const { id: sessionId, status, energyWh: wh, startedAt, why } = session;
    if (status === 'waiting') return;
    const command = { type: 'ReportSession', sessionId, status, wh, startedAt, why } as const;
    await hear({ key, from: 'charge-points', command }, failure);
  }

  async function tellOfConnector(id: string, event: ConnectorEvent, failure?: Failure): Promise<void> {
    const { about, command } = reportOfConnector({
      location_id: provider.id,
      evse_uid: id,
      status: event === 'faulted' ? 'OUTOFORDER' : 'AVAILABLE',
      last_updated: new Date(now).toISOString(),
      beckn_energy: { event },
    });
    await come(async ({ calendars, reports }, { delivery }) => {
      await spread({ about, command }, { from: 'charge-points', delivery }, { calendars, reports });
      return { emitted: Promise.resolve() };
    }, failure);
    await tellOrders(failure);
  }

  /** What came back to the queue of reports, an order each. */
  async function tellOrders(failure?: Failure): Promise<void> {
    for (const said of world.reports.splice(0)) {
      if (!isOfOrder(said)) throw new Error('what is said of a resource comes back for orders');
      await hear({ key: said.about.key, from: 'charge-points', command: said.command }, failure, said.saidBy);
    }
  }

  /** Refunds go through, what charges tells so, and timers go off, each once. */
  async function pass(minutes: number, failure?: Failure): Promise<void> {
    await callPartners(failure);
    now += minutes * MINUTE;
    for (const { reference, session } of world.sessions.values())
      if (session.status === 'charging' && !isSilent) await tellOfSession(keyIn(reference), session, failure);
    for (const { id: refundId, reference } of world.refunds.filter(({ id }) => isNew(id)))
      await hear({ key: keyIn(reference), from: 'payments', command: { type: 'ReportRefund', refundId } }, failure);
    const due = world.timers.filter(({ at }) => at <= now).sort((one, other) => one.at - other.at);
    for (const { key, purpose, at } of due)
      if (isNew(`${nameOf(key)} ${purpose} ${at}`))
        await hear({ key, from: 'timers', command: { type: 'Elapse', purpose, due: at } }, failure, `${purpose}-${at}`);
  }

  /** Nobody pays what no on_init has named. */
  function isKnown(paymentId: string): boolean {
    return world.callbacks.some(({ body }) => body.includes(JSON.stringify(paymentId)));
  }

  function isNew(name: string): boolean {
    const isHeard = heard.has(name);
    heard.add(name);
    return !isHeard;
  }
}

export type Play = ReturnType<typeof openPlay>;

function keyIn(reference: string): OrderKey {
  const key = customers.find((customer) => nameOf(customer) === reference);
  if (key === undefined) throw new Error(`${reference} is nobody`);
  return key;
}
