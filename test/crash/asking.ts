import { cancel } from '../../functions/cancel.ts';
import { confirm } from '../../functions/confirm.ts';
import { init } from '../../functions/init.ts';
import { rating } from '../../functions/rating.ts';
import { select } from '../../functions/select.ts';
import { support } from '../../functions/support.ts';
import { update } from '../../functions/update.ts';
import type { ActionOf } from '../../lib/beckn/actions.ts';
import type { Context, Request } from '../../lib/beckn/message.ts';
import type { Provider } from '../../lib/domain/ev-charging/offers.ts';
import { priced } from '../../lib/domain/ev-charging/terms.ts';
import type { Changing } from '../../lib/flow/order/action.ts';
import { orderIdOf } from '../../lib/flow/order/order-id.ts';
import { type Processed, processChange } from '../../lib/flow/order/process.ts';
import type { OrderKey } from '../../lib/flow/ports/orders.ts';
import { type Minor, toDecimal } from '../../lib/language/money.ts';
import type { SaidPayment } from '../../lib/language/payment.ts';
import type { Wish } from '../../lib/language/wish.ts';
import type { World } from '../memory/ports.ts';

/** What customers ask of a provider with two connectors, for windows that are in each other's way. */

const MINUTE = 60_000;
export const BEGINNING = Date.parse('2026-11-21T09:00:00Z');

const windows = [
  { start: BEGINNING + 30 * MINUTE, end: BEGINNING + 90 * MINUTE, kWh: '4' },
  { start: BEGINNING + 60 * MINUTE, end: BEGINNING + 120 * MINUTE, kWh: '6.5' },
] as const;
export const connectors = ['1', '2'] as const;

/** Indexes of a window and a connector. */
export interface Place {
  readonly window: 0 | 1;
  readonly connector: 0 | 1;
}

/** How a message came, and when, in business time. */
export interface Coming {
  readonly delivery: string;
  readonly at: number;
  /** For how long it has waited by now, in milliseconds. */
  readonly age: number;
}

export type Work = (ports: World, coming: Coming) => Promise<Processed>;

const actions: { readonly [A in ActionOf<'change'>]: Changing<A> } = {
  select,
  init,
  confirm,
  update,
  cancel,
  rating,
  support,
};

/** What a customer may say, and how the functions behind the queues work it off. */
export const asking = {
  select: saying('select', (order) => ({ action: 'select', order })),
  /** Says all over again what is wanted. */
  init: saying('init', (order) => ({ action: 'init', order })),
  /** Takes what was selected. */
  take: saying('init', (order) => ({ action: 'init', order: { ...order, items: [], fulfillments: [] } })),
  confirm: saying('confirm', (order) => ({ action: 'confirm', order })),
  /** The buyer platform wants to collect, and later says that it has. */
  collect: saying('init', (order) => ({
    action: 'init',
    order: { ...order, payments: [{ ...collected, isPaid: false }] },
  })),
  receipt: saying('confirm', (order) => ({ action: 'confirm', order: { ...order, payments: receipts } })),
  start: saying('update', (order) => changed(order, 'start-charging')),
  end: saying('update', (order) => changed(order, 'end-charging')),
  move: saying('update', ({ fulfillments: [wished], ...order }) => ({
    action: 'update',
    target: 'fulfillment',
    order: { ...order, fulfillments: [{ window: wished?.window, labels: [] }] },
  })),
  cancel: saying('cancel', (_, orderId) => ({ action: 'cancel', orderId, reasonId: '5' })),
  rate: saying('rating', (_, id) => ({ action: 'rating', ratings: [{ id, category: 'Order', value: '4' }] })),
  help: saying('support', (_, id) => ({ action: 'support', reference: { form: 'order_id' as const, id } })),
} as const;

export type Word = keyof typeof asking;

type Change = ActionOf<'change'>;

function saying<A extends Change>(
  action: A,
  write: (order: Wish, orderId: string) => Omit<Request<A>, 'context'>,
): (key: OrderKey, messageId: string, place: Place) => Work {
  return (key, messageId, place) => {
    const context = contextOf(key, action, messageId);
    const request = { ...write(orderOf(key, place), orderIdOf(key)), context } as Request<A>; // both halves of it
    return (ports, coming) =>
      processChange<A>({ ...coming, digest: messageId, sentAt: 0, request }, actions[action], ports);
  };
}

const changed = (order: Wish, state: string) => ({
  action: 'update' as const,
  target: 'order.fulfillments[0].state',
  order: { ...order, fulfillments: [{ state, labels: [] }] },
});

const contextOf = ({ buyerId, transactionId }: OrderKey, action: Change, messageId: string): Context => ({
  domain: 'ev-charging',
  version: '1.1',
  action,
  transactionId,
  messageId,
  timestamp: new Date(BEGINNING).toISOString(),
  buyer: { id: buyerId, uri: `https://${buyerId}/beckn`, collects: true },
  received: { domain: 'dent:0.1.0' },
});

function orderOf({ transactionId }: OrderKey, { window, connector }: Place): Wish {
  const { start, end, kWh } = windows[window];
  const customer = { name: transactionId, phone: `+91-98000 ${transactionId}` };
  const instant = (time: number) => ({ instant: new Date(time).toISOString() });
  return {
    providerId: provider.id,
    items: [{ id: 'energy', quantity: { value: kWh, unit: 'kWh' }, addOnIds: ['tea'], labels: [] }],
    fulfillments: [
      { id: connectors[connector], window: { start: instant(start), end: instant(end) }, customer, labels: [] },
    ],
    billing: customer,
    offerIds: window === 0 ? [] : ['friend'],
  };
}

export const provider: Provider = {
  id: 'volts.example',
  name: 'Volts',
  images: [],
  currency: 'INR',
  categories: [],
  locations: [],
  fulfillments: connectors.map((id) => ({ id, type: 'CHARGING', powerKw: 20, chargerNumber: id })),
  items: [
    {
      id: 'energy',
      code: 'energy',
      rate: '12.35',
      availableWh: 80_000,
      categoryIds: [],
      locationIds: [],
      fulfillmentIds: [...connectors],
      addOns: [{ id: 'tea', name: 'Tea', price: '15' }],
    },
  ],
  reservationFee: '25',
  taxPercent: '18',
  // Each alone is rounded down where both together are not.
  discounts: [
    { id: 'all', title: 'For all', percent: '30' },
    { id: 'friend', title: 'For who names it', percent: '30', onRequest: true },
  ],
  support: { phone: '1800 1', email: 'help@volts.example', url: 'https://volts.example/help' },
  termsUrl: 'https://volts.example/terms',
};

const collected = { collectedBy: 'buyer', transactionId: 'txn-1' } as const;

/** A buyer platform has collected what it was told; here it says every amount that may be asked for. */
const receipts: readonly SaidPayment[] = windows.flatMap(({ kWh }) =>
  [[], ['friend']].map((offerIds) => ({ ...collected, isPaid: true, amount: toDecimal(priceOf(kWh, offerIds)) })),
);

function priceOf(kWh: string, offerIds: readonly string[]): Minor {
  const [item] = provider.items;
  const [fulfillment] = provider.fulfillments;
  if (item === undefined || fulfillment === undefined) throw new Error('the provider sells at two places');
  const terms = { offer: { provider, item, fulfillment }, reserved: true, addOnIds: ['tea'], offerIds };
  return priced({ ...terms, buyerId: '', stateOfChargeLimit: 100 }, Number(kWh) * 1000).total;
}
