import { beforeEach, describe, expect, test } from 'vitest';
import type { OrderEvent } from '../../../events/order-event.ts';
import { businesses } from '../../../lib/domain/businesses.ts';
import { notify, tellBy } from '../../../lib/flow/out/notify.ts';
import type { Callback } from '../../../lib/flow/ports/callbacks.ts';
import { command, confirm, NINE } from '../../domain/ev-charging/given.ts';
import { memoryOrders, memoryQueue } from '../memory.ts';
import { asked, key, life, live } from '../story.ts';

const self = { id: 'bpp.example', url: 'https://bpp.example/bpp', now: () => Date.parse('2027-03-01T04:00:00.000Z') };
const UUID = /^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;
const LAST_URI = 'https://bap.example/beckn/moved';

const event = (sequence: number, more: Partial<OrderEvent> = {}): OrderEvent => ({
  id: `bap.example#t1#${sequence}#0`,
  business: 'ev-charging',
  ...key,
  sequence,
  position: 0,
  ...more,
});

let orders: ReturnType<typeof memoryOrders>;
let callbacks: ReturnType<typeof memoryQueue<Callback>>;

beforeEach(async () => {
  orders = memoryOrders();
  callbacks = memoryQueue();
  const moved = asked('confirm', 'm-confirm', confirm(), { uri: LAST_URI });
  await live(orders, life.select(), life.init(), life.pay(), moved, life.start());
});

const ports = () => ({ businesses, orders, callbacks, self });

async function told(one: OrderEvent, type = 'PaymentCompleted') {
  await notify(one, type, ports());
  return lastSent();
}

function lastSent() {
  const sent = callbacks.sent.at(-1);
  if (sent === undefined) throw new Error('nothing was sent');
  const { context, message } = JSON.parse(sent.body.body);
  return { sent, context, order: message.order };
}

describe('what nobody asked for', () => {
  test('shows the order as it was right after the event, whatever happened since', async () => {
    const { order } = await told(event(3));
    expect(order.fulfillments[0].state.descriptor.code).toBe('payment-completed');
    expect(order.payments[0].status).toBe('PAID');
    expect(order.fulfillments[0].stops[0].time.range).toBeUndefined();
    const later = await told(event(5));
    expect(later.order.fulfillments[0].state.descriptor.code).toBe('charging-started');
  });

  test('is told in the context of the last request before it', async () => {
    const { sent, context } = await told(event(3));
    expect(sent).toMatchObject({
      group: key.buyerId,
      body: { receiver: key.buyerId, url: 'https://bap.example/beckn' },
    });
    expect(context).toMatchObject({
      action: 'on_status',
      bap_id: key.buyerId,
      bpp_id: self.id,
      bpp_uri: self.url,
      transaction_id: key.transactionId,
      timestamp: new Date((await orders.history(key))[2]?.writtenAt ?? 0).toISOString(),
    });
    expect((await told(event(4))).sent.body.url).toBe(LAST_URI);
  });

  test.each([
    ['PaymentCompleted', 'on_status'],
    ['ChargingEnded', 'on_update'],
    ['OrderCancelled', 'on_cancel'],
  ])('is told as its version has it: %s by %s', async (type, action) => {
    const { sent, context } = await told(event(3), type);
    expect([sent.body.action, context.action]).toEqual([action, action]);
  });

  test.each(['on_status', 'on_update', 'on_cancel'] as const)(
    'may be told as %s where somebody says so',
    async (action) => {
      await tellBy(event(3), action, ports());
      const { sent, context } = lastSent();
      expect([sent.body.action, context.action]).toEqual([action, action]);
      expect(sent.body.messageId).toBe((await told(event(3))).sent.body.messageId);
    },
  );

  test.each(['ChargingLimitReached', 'OrderRated', 'toString'])(
    'is not told where its version has no word for it: %s',
    async (type) => {
      await notify(event(5), type, ports());
      expect(callbacks.sent).toEqual([]);
    },
  );
});

describe('its message id', () => {
  const idOf = async (one: OrderEvent) => {
    const { sent, context } = await told(one);
    expect(context.message_id).toBe(sent.body.messageId);
    return sent.body.messageId;
  };

  test('is the same each time that the event is told', async () => {
    const first = await idOf(event(3));
    await live(orders, asked('support', 'm-later', command('AskForHelp', { at: NINE, ticketId: '1' })));
    expect(await idOf(event(3))).toBe(first);
  });

  test('is another for each event, and for no request', async () => {
    const ids = [await idOf(event(3)), await idOf(event(4)), await idOf(event(3, { id: 'bap.example#t1#3#1' }))];
    expect(new Set([...ids, 'm-select', 'm-init', 'm-confirm', 'm-start']).size).toBe(7);
  });

  test('is a UUID of our own making', async () => {
    for (const sequence of [1, 2, 3, 4, 5]) expect(await idOf(event(sequence))).toMatch(UUID);
  });
});

describe('an event', () => {
  test.each([0, 6])('of an entry that is not there is tried again: %i of 5', async (sequence) => {
    await expect(told(event(sequence))).rejects.toThrow(`entry ${sequence} is not in the history`);
    expect(callbacks.sent).toEqual([]);
  });

  test('of an order that nobody made is tried again', async () => {
    await expect(told(event(1, { buyerId: 'stranger.example' }))).rejects.toThrow('not in the history');
  });
});
