import { describe, expect, test } from 'vitest';
import { outOfStep } from '../../../lib/aws/out-of-step.ts';
import type { Committed } from '../../../lib/flow/order/commit.ts';
import type { Cause, Orders } from '../../../lib/flow/ports/orders.ts';
import { command, MINUTE, NINE, select } from '../../domain/ev-charging/given.ts';
import { memoryOrders } from '../memory.ts';
import { asked, commitTo, key, life, live, type Scene } from '../story.ts';

const change = (one: Scene, orders: Orders) => commitTo(orders, one);
const typesIn = async (orders: Orders) =>
  (await orders.history(key)).flatMap(({ events }) => events.map(({ type }) => type));
/** Orders are compared by what can be seen of them. */
const seen = (committed: Committed | undefined) =>
  committed && { ...committed, before: committed.before.shown(), after: committed.after.shown() };

/** Somebody else comes first, as often as that. */
function rivalled(orders: Orders, rival: () => Scene, often: number): Orders {
  let left = often;
  return {
    ...orders,
    async append(...entry) {
      if (left > 0) {
        left -= 1;
        await live(orders, rival());
      }
      return orders.append(...entry);
    },
  };
}

describe('when another came first, a change', () => {
  test('is decided again on what is there then', async () => {
    const orders = memoryOrders();
    await live(orders, life.select(), life.init(), life.pay());
    const cancel = asked('cancel', 'm-cancel', command('Cancel', { at: NINE + 3 * MINUTE }));
    const committed = await change(
      life.confirm(),
      rivalled(orders, () => cancel, 1),
    );
    expect(committed?.entry).toMatchObject({ sequence: 5, events: [{ type: 'HoldDropped' }, { type: 'Refused' }] });
    expect((await typesIn(orders)).slice(2)).toEqual(['PaymentCompleted', 'OrderCancelled', 'HoldDropped', 'Refused']);
  });

  test('stands after it where both may happen', async () => {
    const orders = memoryOrders();
    const rival = () => asked('select', 'm-rival', select());
    const committed = await change(life.select(), rivalled(orders, rival, 1));
    expect(committed?.entry).toMatchObject({ sequence: 2, events: [{ type: 'OrderQuoted' }] });
    expect(await typesIn(orders)).toEqual(['OrderQuoted', 'OrderQuoted']);
  });

  test('fails after some attempts, for the queue to bring it again', async () => {
    const orders = memoryOrders();
    let count = 0;
    const rival = () => asked('select', `m-rival-${++count}`, select());
    await expect(change(life.select(), rivalled(orders, rival, 99))).rejects.toThrow('kept changing');
    expect(count).toBe(20);
  });

  test('ends for all of many that come at once', async () => {
    const orders = memoryOrders();
    const many = Array.from({ length: 40 }, (_, index) => asked('select', `m-${index}`, select()));
    await Promise.all(many.map((one) => commitTo(orders, one, { pause: outOfStep })));
    expect(await typesIn(orders)).toHaveLength(40);
  });
});

describe('a message that comes again', () => {
  const again = (one: Scene, delivery: string): Scene => ({ ...one, cause: { ...one.cause, delivery } });

  test('by the same delivery is answered as it was then, whatever happened since', async () => {
    const orders = memoryOrders();
    await live(orders, life.select());
    const first = await change(life.init(), orders);
    await live(orders, life.pay(), life.confirm());
    expect(seen(await change(life.init(), orders))).toEqual({ ...seen(first), added: false });
    expect(await orders.history(key)).toHaveLength(4);
  });

  test('by another delivery is left to the one that committed', async () => {
    const orders = memoryOrders();
    await live(orders, life.select());
    expect(await change(again(life.select(), 'another'), orders)).toBeUndefined();
    expect(await orders.history(key)).toHaveLength(1);
  });

  test('is committed once when its copies meet', async () => {
    const orders = memoryOrders();
    const copy = () => again(life.select(), 'copy');
    expect(await change(life.select(), rivalled(orders, copy, 1))).toBeUndefined();
    const [only, ...others] = await orders.history(key);
    expect(only?.cause.delivery).toBe('copy');
    expect(others).toEqual([]);
  });

  test('finds its own entry where the answer to its first attempt was lost', async () => {
    const orders = memoryOrders();
    const lossy: Orders = { ...orders, append: async (...entry) => (await orders.append(...entry)) && false };
    const committed = await change(life.select(), lossy);
    expect(committed?.entry.sequence).toBe(1);
    expect(await orders.history(key)).toHaveLength(1);
  });

  test.each<[string, Partial<Cause>]>([
    ['action', { action: 'init' }],
    ['message id', { messageId: 'm-other' }],
    ['bytes', { digest: 'other' }],
  ])('with another %s is another message', async (_, cause) => {
    const orders = memoryOrders();
    await live(orders, life.select());
    await live(orders, { ...life.select(), cause: { ...life.select().cause, ...cause } });
    expect(await orders.history(key)).toHaveLength(2);
  });

  test('after it was refused is refused again, though it would be granted now', async () => {
    const orders = memoryOrders();
    await live(orders, life.select(), life.init());
    const early = asked('confirm', 'm-early', command('Confirm', { at: NINE }, { 'payment-status': 'open' }));
    const first = await change(early, orders);
    expect(first?.entry.events).toEqual([
      { type: 'Refused', refusal: expect.objectContaining({ reason: 'not-paid' }) },
    ]);
    await live(orders, life.pay());
    expect(seen(await change(early, orders))).toEqual({ ...seen(first), added: false });
    expect((await change(life.confirm(), orders))?.entry.events).toMatchObject([{ type: 'OrderConfirmed' }]);
  });
});
