import { orderStore } from '../../lib/aws/order-store.ts';
import type { Change } from '../../lib/flow/change.ts';
import type { OrderKey } from '../../lib/flow/ports.ts';
import { CASE, command, confirm, HOUR, MINUTE, NINE, select, stop } from '../domain/ev-charging/given.ts';
import { asked, life, live, reported } from '../flow/story.ts';

export const orders = orderStore('Orders');

let count = 0;
/** Whose transaction ids sort as they were made. */
export const newKey = (): OrderKey => ({
  buyerId: 'rider.example',
  transactionId: `trip-${String(++count).padStart(6, '0')}`,
});

const end = () => asked('update', 'm-stop', stop());
const refunded = () =>
  reported(
    'payments',
    'p-2',
    command('ReportRefund', { at: NINE + 11 * MINUTE, refundId: `refund-pay-${CASE}-1-5900` }),
  );

const help = () => asked('support', 'm-help', command('AskForHelp', { at: NINE + 2 * MINUTE, ticketId: 'ticket-1' }));

/** Midnight as calendars have it lies within. */
export const night = { start: NINE + 20 * HOUR, end: NINE + 21 * HOUR };
const overnight = () => asked('select', 'm-select', select(NINE, undefined, { span: night }));

const stories = {
  quoted: [life.select],
  initiated: [life.select, life.init],
  booked: [life.select, life.init, life.pay, life.confirm],
  bookedOvernight: [overnight, life.init, life.pay, life.confirm],
  charging: [life.select, life.init, life.pay, life.confirm, life.start],
  ended: [life.select, life.init, life.pay, life.confirm, life.start, end],
  settled: [life.select, life.init, life.pay, life.confirm, life.start, end, refunded],
  helped: [life.select, life.init, help],
  refused: [() => asked('confirm', 'm-early', confirm())],
} as const satisfies Record<string, readonly (() => Change)[]>;

/** The day that all of it happened on. */
export const DAY = Date.parse('2020-02-10T12:00:00Z');

/** An order in the table that is as far as that. */
export async function make(stage: keyof typeof stories): Promise<OrderKey> {
  const key = newKey();
  await live(orders, ...stories[stage].map((change) => of(key, change())));
  return key;
}

function of(key: OrderKey, change: Change): Change {
  const { context } = change;
  const received = { domain: 'dent:0.1.0', city: 'std:080', location: { city: { code: 'std:080' } } };
  const buyer = { id: key.buyerId, uri: 'https://rider.example/beckn' };
  return {
    ...change,
    key,
    at: DAY,
    context: context && { ...context, buyer, transactionId: key.transactionId, received },
  };
}
