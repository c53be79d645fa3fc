import { describe, expect, test } from 'vitest';
import { cancel } from '../../functions/cancel.ts';
import { confirm } from '../../functions/confirm.ts';
import { init } from '../../functions/init.ts';
import { rating } from '../../functions/rating.ts';
import { search } from '../../functions/search.ts';
import { select } from '../../functions/select.ts';
import { support } from '../../functions/support.ts';
import { update } from '../../functions/update.ts';
import type { Action } from '../../lib/beckn/actions.ts';
import { decode } from '../../lib/beckn/codec.ts';
import { RequestRefused } from '../../lib/beckn/request-refused.ts';
import type { Changing } from '../../lib/flow/order/action.ts';
import { type Message, processChange, processRead } from '../../lib/flow/order/process.ts';
import { report } from '../../lib/flow/order/report.ts';
import { type Body, fixture, requests, sentAt, withValue } from '../beckn/requests.ts';
import { provider as voltgrid } from '../domain/ev-charging/given.ts';
import { openWorld } from '../memory/ports.ts';

/** A table that is an object has more names than were written into it: nobody may look a stranger's word up there. */

const names = Object.getOwnPropertyNames(Object.prototype);

/** Charging begins with the window that was selected. */
const timeOf = (name: Name) => (name.startsWith('update') ? Date.parse('2026-11-22T04:30:00Z') : sentAt.getTime());

const [item] = voltgrid.items;
const provider = {
  ...voltgrid,
  id: 'voltstreet.example',
  fulfillments: [{ ...voltgrid.fulfillments[1], id: 'bay-7' }],
  items: [
    {
      ...item,
      id: 'dc-fast',
      fulfillmentIds: ['bay-7'],
      addOns: [{ id: 'dc-fast-tyres', name: 'Tyres', price: '20' }],
    },
  ],
};

type Name = Exclude<keyof typeof requests, 'status' | 'track' | 'get-cancellation-reasons' | 'get-rating-categories'>;

/** What has to be said before a request means something. */
const before = {
  search: [],
  select: [],
  init: ['select'],
  confirm: ['select', 'init'],
  'update-start': ['select', 'init', 'confirm'],
  'update-end': ['select', 'init', 'confirm', 'update-start'],
  cancel: ['select', 'init', 'confirm'],
  rating: ['select', 'init', 'confirm'],
  support: ['select', 'init'],
} as const satisfies Record<Name, readonly Name[]>;

const changing = { select, init, confirm, update, cancel, rating, support };

/** One that its transaction has an order for. */
function request(name: Name): Body {
  const body = fixture(name);
  const orderId = `order-${body.context.transaction_id}`;
  return JSON.parse(JSON.stringify(body).replaceAll('vs-2026-000917', orderId));
}

function openDesk() {
  const world = openWorld([provider]);
  const ports = world.process();
  let deliveries = 0;
  return { callbacks: world.callbacks, play, say };

  async function play(said: readonly Name[]): Promise<void> {
    for (const name of said) {
      await say(name, request(name));
      if (name === 'init') await pay();
    }
  }

  async function pay(): Promise<void> {
    const [payment] = world.payments.values();
    const amount = Math.round(Number(payment?.amount) * 100);
    const command = { type: 'ReportPayment', paymentId: payment?.id, outcome: 'paid', amount, currency: 'INR' };
    const key = { buyerId: 'rider.example.org', transactionId: String(request('init').context.transaction_id) };
    await (await report({ key, at: timeOf('init'), from: 'payments', delivery: 'd-pay', command }, ports)).emitted;
  }

  /** Whether it was taken. */
  async function say(name: Name, body: Body): Promise<boolean> {
    const action: Action = requests[name];
    const decoded = decodeOr(() => decode(action, body, sentAt));
    if (decoded === undefined) return false;
    deliveries += 1;
    const message = { delivery: `d-${deliveries}`, digest: `${deliveries}`, request: decoded, at: timeOf(name) };
    if (action === 'search')
      await processRead(message as Message<'search'>, search, ports); // it is a search
    else {
      const definition: unknown = changing[action as keyof typeof changing]; // all others change orders
      const { emitted } = await processChange(message as Message<'select'>, definition as Changing<'select'>, ports);
      await emitted;
    }
    return true;
  }
}

function decodeOr<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof RequestRefused) return undefined;
    throw error;
  }
}

describe.each(Object.keys(before) as Name[])('%s', (name) => {
  test('is a request that goes through', async () => {
    const { callbacks, play, say } = openDesk();
    await play(before[name]);
    expect(await say(name, request(name))).toBe(true);
    expect(JSON.parse(callbacks.at(-1)?.body ?? '')).not.toHaveProperty('error');
  });

  test('is answered or refused with the name of what every object has in any of its fields', async () => {
    for (const place of placesIn(request(name).message))
      for (const value of names) {
        const { callbacks, play, say } = openDesk();
        await play(before[name]);
        const heard = callbacks.length;
        const isTaken = await say(name, withValue(request(name), `message.${place}`, value));
        expect(callbacks.length - heard, `${place}: ${value}`).toBe(isTaken ? 1 : 0);
      }
  });
});

test('a context is taken or refused with such a name in any of its fields', () => {
  for (const place of placesIn(request('select').context))
    for (const value of names)
      decodeOr(() => decode('select', withValue(request('select'), `context.${place}`, value), sentAt));
});

/** The path of every value in a body. */
function placesIn(value: unknown, path = ''): readonly string[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, member]) => placesIn(member, path === '' ? key : `${path}.${key}`));
}
