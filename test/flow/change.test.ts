import { describe, expect, test } from 'vitest';
import { type Change, type Committed, commit } from '../../lib/flow/change.ts';
import type { Entry, Orders } from '../../lib/flow/ports.ts';
import { command, init, MINUTE, NINE, select } from '../domain/ev-charging/given.ts';
import { memoryOrders } from './memory.ts';
import { asked, context, key, life, live, outside, reported } from './story.ts';

const change = (one: Change, orders: Orders) => commit(one, orders, outside);
const types = (history: readonly Entry[]) => history.flatMap(({ events }) => events.map(({ type }) => type));
/** Orders are compared by what can be seen of them. */
const seen = (committed: Committed | undefined) =>
  committed && { ...committed, before: committed.before.view(), after: committed.after.view() };
const typesIn = async (orders: Orders) => types(await orders.history(key));

/** Somebody else comes first, as often as that. */
function rivalled(orders: Orders, rival: () => Change, often: number): Orders {
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

describe('a change', () => {
  test('is decided and written down with its cause, its time and its context', async () => {
    const orders = memoryOrders();
    const committed = await change(life.select(), orders);
    const entry = {
      sequence: 1,
      cause: { action: 'select', messageId: 'm-select', digest: 'digest-m-select', delivery: 'delivery-m-select' },
      at: NINE,
      domain: 'ev-charging',
      events: [expect.objectContaining({ type: 'OrderQuoted' })],
      context: context('select', 'm-select'),
    };
    expect(committed).toMatchObject({ key, entry, effects: [], added: true });
    expect([committed?.before.stage(), committed?.after.stage()]).toEqual(['new', 'quoted']);
    expect(await orders.history(key)).toEqual([entry]);
  });

  test('is decided on the whole history, and comes with the order before and after it', async () => {
    const orders = memoryOrders();
    await live(orders, life.select(), life.init());
    const committed = await change(life.pay(), orders);
    expect([committed?.before.stage(), committed?.after.stage()]).toEqual(['initiated', 'paid']);
    expect(committed?.effects.map(({ kind }) => kind)).toEqual(['publish', 'timer']);
    expect(committed?.entry).toMatchObject({
      sequence: 3,
      domain: 'ev-charging',
      events: [{ type: 'PaymentCompleted' }],
    });
  });

  test('says when a hold begins, and when it ends', async () => {
    const orders = memoryOrders();
    const hold = { order: 'bap.example#t1', contact: '9000000001', until: NINE + 16 * MINUTE };
    await live(orders, life.select());
    expect(orders.marks).toEqual([]);
    await live(orders, life.init());
    expect(orders.marks).toEqual([{ ...hold, open: true }]);
    await live(orders, asked('init', 'm-again', init(NINE + 3 * MINUTE)));
    const renewed = { ...hold, until: NINE + 18 * MINUTE };
    expect(orders.marks.slice(1)).toEqual([{ ...renewed, open: true }]);
    await live(orders, asked('cancel', 'm-cancel', command('Cancel', { at: NINE + 4 * MINUTE })));
    expect(orders.marks.slice(2)).toEqual([{ ...renewed, open: false }]);
  });

  test('that nobody waits for and that changes nothing is not written', async () => {
    const orders = memoryOrders();
    await live(orders, life.select());
    const late = command('Elapse', { at: NINE, purpose: 'payment', due: NINE });
    expect(await change(reported('timers', 'late', late), orders)).toBeUndefined();
    expect(await typesIn(orders)).toEqual(['OrderQuoted']);
  });

  test('that a buyer waits for is written though it changes nothing, so that it is answered once', async () => {
    const orders = memoryOrders();
    const again = command('ChangeState', { at: NINE + 12 * MINUTE, target: 'fulfillment', state: 'end-charging' });
    const end = asked('update', 'm-end', {
      ...again,
      answers: { stopped: { reading: { status: 'ended', energyWh: 5 } } },
    });
    await live(orders, life.select(), life.init(), life.pay(), life.confirm(), life.start(), end);
    expect((await change(asked('update', 'm-end-again', again), orders))?.entry.events).toEqual([]);
    expect(await orders.history(key)).toHaveLength(7);
  });

  test('of an order that does not exist is refused, and that is remembered', async () => {
    const orders = memoryOrders();
    const committed = await change(life.confirm(), orders);
    expect(committed?.entry.events).toEqual([
      { type: 'Refused', refusal: expect.objectContaining({ reason: 'order-unknown' }) },
    ]);
    expect(await typesIn(orders)).toEqual(['Refused']);
  });

  test('that is reported of an order that does not exist is nothing', async () => {
    const orders = memoryOrders();
    expect(await change(life.pay(), orders)).toBeUndefined();
    expect(orders.histories.size).toBe(0);
  });

  test('is heard of as settled, however it ends', async () => {
    const settled: string[] = [];
    const watched = {
      ...outside,
      holding: { ...outside.holding, settled: (order: string) => void settled.push(order) },
    };
    const orders = memoryOrders();
    await commit(life.select(), orders, watched);
    await commit(life.confirm(), orders, watched);
    const lost = { ...orders, append: async () => Promise.reject(new Error('down')) };
    await expect(commit(life.init(), lost, watched)).rejects.toThrow('down');
    expect(settled).toEqual(Array(3).fill('bap.example#t1'));
  });
});

describe('a request that was given up, moved back to its queue,', () => {
  const givenUp = (one: Change): Change => ({ ...one, isGivenUp: true });

  test('is never done when it was not done before', async () => {
    const orders = memoryOrders();
    await live(orders, life.select());
    expect(await change(givenUp(life.init()), orders)).toBeUndefined();
    expect(await change({ ...givenUp(life.init()), mayBeNew: true }, orders)).toBeUndefined();
    expect(await typesIn(orders)).toEqual(['OrderQuoted']);
  });

  test('has its answer and what must follow still brought about when it was done before', async () => {
    const orders = memoryOrders();
    await live(orders, life.select(), life.init());
    const committed = await change(givenUp(life.init()), orders);
    expect(committed?.before.stage()).toBe('quoted');
    expect(committed?.effects.map(({ kind }) => kind)).toEqual(['timer']);
    expect(types(committed ? [committed.entry] : [])).toEqual(['OrderInitiated']);
  });

  test('leaves the answer to the retry that the buyer sent meanwhile', async () => {
    const orders = memoryOrders();
    const retried = life.init();
    await live(orders, life.select(), { ...retried, cause: { ...retried.cause, delivery: 'of-the-retry' } });
    expect(await change(givenUp(life.init()), orders)).toBeUndefined();
    expect(await typesIn(orders)).toEqual(['OrderQuoted', 'OrderInitiated']);
  });
});

describe('when another came first, a change', () => {
  test('is decided again on what is there then', async () => {
    const orders = memoryOrders();
    await live(orders, life.select(), life.init(), life.pay());
    const cancel = asked('cancel', 'm-cancel', command('Cancel', { at: NINE + 3 * MINUTE }));
    const committed = await change(
      life.confirm(),
      rivalled(orders, () => cancel, 1),
    );
    expect(committed?.entry).toMatchObject({ sequence: 5, events: [{ type: 'Refused' }] });
    expect((await typesIn(orders)).slice(2)).toEqual(['PaymentCompleted', 'OrderCancelled', 'Refused']);
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
    expect(count).toBe(8);
  });
});

describe('a message that comes again', () => {
  const again = (one: Change, delivery: string): Change => ({ ...one, cause: { ...one.cause, delivery } });

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

  test.each<[string, Partial<Change['cause']>]>([
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
    const early = asked('confirm', 'm-early', {
      ...command('Confirm', { at: NINE }),
      answers: { paymentStatus: 'open' },
    });
    const first = await change(early, orders);
    expect(first?.entry.events).toEqual([
      { type: 'Refused', refusal: expect.objectContaining({ reason: 'not-paid' }) },
    ]);
    await live(orders, life.pay());
    expect(seen(await change(early, orders))).toEqual({ ...seen(first), added: false });
    expect((await change(life.confirm(), orders))?.entry.events).toMatchObject([{ type: 'OrderConfirmed' }]);
  });
});

describe('a transaction', () => {
  const full = async (entries: number) => {
    const orders = memoryOrders();
    await live(orders, life.select(), life.init());
    const help = (number: number) =>
      asked('support', `m-${number}`, command('AskForHelp', { at: NINE, ticketId: '1' }));
    for (let number = 3; number <= entries; number += 1) await live(orders, help(number));
    return { orders, help };
  };

  test('has two hundred messages of its buyer, and no more', async () => {
    const { orders, help } = await full(199);
    expect((await change(help(200), orders))?.entry.events).toMatchObject([{ type: 'HelpRequested' }]);
    const beyond = await change(help(201), orders);
    expect(beyond?.entry.events).toEqual([
      { type: 'Refused', refusal: expect.objectContaining({ reason: 'not-allowed' }) },
    ]);
    expect(await orders.history(key)).toHaveLength(200);
  });

  test('that is full still answers what it had answered before', async () => {
    const { orders, help } = await full(200);
    expect((await change(help(200), orders))?.entry.events).toMatchObject([{ type: 'HelpRequested' }]);
  });

  test('that is full still hears what others report of it', async () => {
    const { orders } = await full(200);
    expect((await change(life.pay(), orders))?.entry).toMatchObject({
      sequence: 201,
      events: [{ type: 'PaymentCompleted' }],
    });
    expect(await orders.history(key)).toHaveLength(201);
  });
});
