import { holdStore } from '../../lib/aws/hold-store.ts';
import { nameStore } from '../../lib/aws/name-store.ts';
import { orderStore } from '../../lib/aws/order-store.ts';
import { SNAPSHOT_EVERY } from '../../lib/flow/order/past.ts';
import type { OrderKey } from '../../lib/flow/ports/orders.ts';
import {
  command,
  confirm,
  HOUR,
  MINUTE,
  NINE,
  select as selection,
  stop,
  within,
} from '../domain/ev-charging/given.ts';
import { asked, commitTo, lifeOf, paymentIdOf, reported, type Scene } from '../flow/story.ts';

export const orders = orderStore('Orders', { shape: 'shape-of-these-tests', holds: () => holdStore('Holds') });
export const names = nameStore('Names');

let count = 0;
/** Whose transaction ids sort as they were made. */
export const newKey = (): OrderKey => ({
  buyerId: 'rider.example',
  transactionId: `trip-${String(++count).padStart(6, '0')}`,
});

/** The morning on which all of it happened: what is `NINE` to the commands. */
export const MORNING = Date.parse('2020-02-10T09:00:00+05:30');

/** Midnight as calendars have it lies within. */
export const night = { start: MORNING + 20 * HOUR, end: MORNING + 21 * HOUR };

function storiesOf(of: OrderKey) {
  const { select, init, pay, confirm: book, start } = lifeOf(of);
  const end = () => asked('update', 'm-stop', stop(), { of });
  const overnight = () => asked('select', 'm-select', selection(NINE, undefined, { window: within(night) }), { of });
  const help = command('AskForHelp', { at: NINE + 2 * MINUTE, ticketId: 'ticket-1' });
  const refund = command('ReportRefund', { at: NINE + 11 * MINUTE, refundId: `refund-${paymentIdOf(of)}` });
  const rate = (value: string) => {
    const ratings = [{ id: 'voltgrid.example', category: 'Provider', value }];
    return asked('rating', `m-rate-${value}`, command('Rate', { at: NINE + 12 * MINUTE, ratings }), { of });
  };
  const settled = [select, init, pay, book, start, end, () => reported('payments', 'p-2', refund, of)] as const;
  const helpAgain = (minute: number) => {
    const more = command('AskForHelp', { at: NINE + minute * MINUTE, ticketId: `ticket-${minute}` });
    return asked('support', `m-help-${minute}`, more, { of });
  };
  return {
    quoted: [select],
    initiated: [select, init],
    booked: [select, init, pay, book],
    bookedOvernight: [overnight, init, pay, book],
    charging: [select, init, pay, book, start],
    ended: [select, init, pay, book, start, end],
    settled,
    rated: [...settled, () => rate('5'), () => rate('2')],
    /** Long enough for a snapshot, and with an entry behind it. */
    long: [...settled, () => helpAgain(20), () => helpAgain(21)],
    /** What makes a long one so much longer that it has the next snapshot too. */
    longer: Array.from({ length: SNAPSHOT_EVERY }, (_, index) => () => helpAgain(30 + index)),
    helped: [select, init, () => asked('support', 'm-help', help, { of })],
    refused: [() => asked('confirm', 'm-early', confirm(), { of })],
  } as const satisfies Record<string, readonly (() => Scene)[]>;
}

/** An order in the table that is as far as that, and that its names lead to. */
export async function make(stage: keyof ReturnType<typeof storiesOf>, key = newKey()): Promise<OrderKey> {
  for (const scene of storiesOf(key)[stage]) {
    const committed = await commitTo(orders, thatMorning(scene()));
    if (committed === undefined) throw new Error(`there is no order that is ${stage}`);
    for (const effect of committed.effects) if (effect.kind === 'name') await names.add(effect.name, key);
  }
  return key;
}

function thatMorning(scene: Scene): Scene {
  const { asked, at } = scene;
  const received = { domain: 'dent:0.1.0', city: 'std:080', location: { city: { code: 'std:080' } } };
  const buyer = { id: scene.key.buyerId, uri: 'https://rider.example/beckn' };
  return {
    ...scene,
    at: at - NINE + MORNING,
    asked: asked && { ...asked, context: { ...asked.context, buyer, received } },
  };
}
