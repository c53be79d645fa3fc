import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Buyers, Heard } from './buyers.ts';
import { type Customer, customerOf } from './customer.ts';
import type { Connector, Plan, Window } from './plans.ts';
import { orderIn } from './wire.ts';

/** What became of a journey, as its buyer knows it. */
export interface Journey {
  readonly plan: Plan;
  readonly transactionId: string;
  /** Absent where all windows were taken. */
  readonly order?: Held;
}

/** What the provider holds for somebody, and when, by our own clock, it was bound to. */
export interface Held {
  readonly id: string;
  readonly connector: Connector;
  readonly window: Window;
  readonly from: number;
  readonly until: number;
  /** What the customer has paid, in decimals. */
  readonly paid: string;
}

const PAUSE_MILLISECONDS = 3000;
const MOST_VISITS = 40;

/** One customer's way through an order; it fails where something is refused that should not be. */
export async function travel(plan: Plan, buyers: Buyers): Promise<Journey> {
  const transactionId = randomUUID();
  const customer = customerOf(plan, transactionId, buyers);
  const draft = await hold(plan, customer);
  if (draft === undefined) return { plan, transactionId };
  const { id, payment, window } = termsOf(draft);
  const held = { id, connector: plan.connector, window, from: draft.at, until: Number.POSITIVE_INFINITY, paid: '0' };
  return { plan, transactionId, order: { ...held, ...(await proceed(plan, customer, id, payment)) } };
}

/** Takes the first window that is free; who comes at once waits until it is. */
async function hold({ windows }: Plan, { select, init }: Customer): Promise<Heard | undefined> {
  for await (const window of windows.length === 0 ? nowOrLater() : windows) {
    const initiated = (await select(window)) && (await init());
    if (initiated !== undefined) return initiated;
  }
  return undefined;
}

async function* nowOrLater(): AsyncGenerator<undefined> {
  for (let visit = 0; visit < MOST_VISITS; visit++) {
    yield undefined;
    await sleep(PAUSE_MILLISECONDS);
  }
}

/** The provider is bound until the buyer begins to give the window back. */
async function proceed({ ending }: Plan, customer: Customer, id: string, payment: Payment): Promise<Partial<Held>> {
  if (ending === 'leaves') return {};
  if (ending === 'cancels-unpaid') return { until: await since(() => customer.cancel(id)) };
  await customer.pay(payment.id);
  const paid = payment.params.amount;
  if (ending === 'cancels-paid') return { paid, until: await since(() => customer.cancel(id)) };
  await customer.confirm();
  switch (ending) {
    case 'stays':
      return { paid };
    case 'cancels':
      return { paid, until: await since(() => customer.cancel(id)) };
    case 'rates':
      await customer.rate(id);
      await customer.askForHelp(id);
      return { paid };
    case 'charges': {
      await customer.plug();
      await customer.start(id);
      const until = await since(() => customer.end(id));
      await customer.unplug();
      return { paid, until };
    }
    default:
      return ending satisfies never;
  }
}

async function since(work: () => Promise<unknown>): Promise<number> {
  const begun = Date.now();
  await work();
  return begun;
}

type Payment = ReturnType<typeof termsOf>['payment'];

function termsOf({ envelope }: Heard) {
  const order = orderIn(envelope);
  const [payment] = order?.payments ?? [];
  const [start, end] = order?.fulfillments[0].stops.map(({ time }) => Date.parse(time?.timestamp ?? '')) ?? [];
  if (order?.id === undefined || payment === undefined || start === undefined || end === undefined)
    throw new Error(`${envelope.context.transaction_id}: on_init lacks the order's id, window or payment`);
  return { id: order.id, payment, window: { start, end } };
}
