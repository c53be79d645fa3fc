import { describe, expect, test } from 'vitest';
import type { HappenedEvent } from '../../../lib/domain/business.ts';
import { businesses } from '../../../lib/domain/businesses.ts';
import { events } from '../../../lib/domain/decision.ts';
import type { Committed } from '../../../lib/flow/order/commit.ts';
import { caseIdOf } from '../../../lib/flow/order/order-id.ts';
import { isRefused } from '../../../lib/flow/order/refused.ts';
import type { Entry, Orders } from '../../../lib/flow/ports/orders.ts';
import type { Refusal } from '../../../lib/language/refusal.ts';
import { command, init, MINUTE, NINE, stop } from '../../domain/ev-charging/given.ts';
import { memoryOrders } from '../memory.ts';
import { asked, commitTo, context, key, life, live, reported, type Scene } from '../story.ts';

const change = (one: Scene, orders: Orders) => commitTo(orders, one);
const types = (history: readonly Entry[]) => history.flatMap(({ events }) => events.map(({ type }) => type));
const stagesOf = (committed: Committed | undefined) =>
  committed && [committed.before.standing().stage, committed.after.standing().stage];
const typesIn = async (orders: Orders) => types(await orders.history(key));

describe('a change', () => {
  test('is decided and written down with its cause, its time and its context', async () => {
    const orders = memoryOrders();
    const committed = await change(life.select(), orders);
    const entry = {
      sequence: 1,
      cause: { action: 'select', messageId: 'm-select', digest: 'digest-m-select', delivery: 'delivery-m-select' },
      at: NINE,
      writtenAt: NINE,
      business: 'ev-charging',
      events: [expect.objectContaining({ type: 'OrderQuoted' })],
      context: context('select', 'm-select'),
    };
    expect(committed).toMatchObject({ key, entry, effects: [], added: true });
    expect(stagesOf(committed)).toEqual(['new', 'quoted']);
    expect(await orders.history(key)).toEqual([entry]);
  });

  test('is decided on the whole history, and comes with the order before and after it', async () => {
    const orders = memoryOrders();
    await live(orders, life.select(), life.init());
    const committed = await change(life.pay(), orders);
    expect(stagesOf(committed)).toEqual(['initiated', 'paid']);
    expect(committed?.effects.map(({ kind }) => kind)).toEqual(['publish', 'timer']);
    expect(committed?.entry).toMatchObject({
      sequence: 3,
      business: 'ev-charging',
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
    const end = asked('update', 'm-end', stop(NINE + 12 * MINUTE));
    await live(orders, life.select(), life.init(), life.pay(), life.confirm(), life.start(), end);
    const again = asked('update', 'm-end-again', stop(NINE + 12 * MINUTE));
    expect((await change(again, orders))?.entry.events).toEqual([]);
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

  test('that is only reported is refused nothing, and nothing is written', async () => {
    const orders = memoryOrders();
    await live(orders, life.select());
    expect(await change(reported('staff', 's-1', command('Cancel', { at: NINE })), orders)).toBeUndefined();
    expect(await typesIn(orders)).toEqual(['OrderQuoted']);
  });

  test('that its business cannot hear is refused, where there is an order at all', async () => {
    const unheard: Refusal = { reason: 'update-target-unknown', message: 'a fulfillment was expected' };
    const update = (messageId: string) => ({ ...asked('update', messageId, stop()), says: () => ({ unheard }) });
    const orders = memoryOrders();
    const refused = async (messageId: string) => {
      const [event] = (await change(update(messageId), orders))?.entry.events ?? [];
      return isRefused(event) && event.refusal.reason;
    };
    expect(await refused('m-1')).toBe('order-unknown');
    await live(orders, life.select());
    expect(await refused('m-2')).toBe('order-unknown');
    await live(orders, life.init());
    expect(await refused('m-3')).toBe('update-target-unknown');
  });

  test('is about the order of its key, at its own time, whatever it says itself', async () => {
    const said: object[] = [];
    const charging = businesses['ev-charging'];
    const decide = (told: object) => {
      said.push(told);
      return events<HappenedEvent>();
    };
    const order = { ...charging.replay([]), decide };
    await commitTo(memoryOrders(), life.select(), {
      businesses: { ...businesses, 'ev-charging': { ...charging, replay: () => order } },
    });
    expect(said).toMatchObject([{ type: 'Select', at: NINE, orderId: 'order-t1', caseId: caseIdOf(key) }]);
  });

  test('is heard of as settled, however it ends', async () => {
    const settled: string[] = [];
    const watched = { holding: { settled: (order: string) => void settled.push(order) } };
    const orders = memoryOrders();
    await commitTo(orders, life.select(), watched);
    await commitTo(orders, life.confirm(), watched);
    const lost = { ...orders, append: async () => Promise.reject(new Error('down')) };
    await expect(commitTo(lost, life.init(), watched)).rejects.toThrow('down');
    expect(settled).toEqual(Array(3).fill('bap.example#t1'));
  });
});

describe('a history', () => {
  test('goes back in neither of its times, though clocks differ and messages overtake each other', async () => {
    const orders = memoryOrders();
    await live(orders, life.select());
    const early = { ...life.init(), at: NINE - 5000 };
    await commitTo(orders, early, { now: () => NINE - 9000 });
    expect(await orders.history(key)).toMatchObject([
      { at: NINE, writtenAt: NINE },
      { at: NINE + 1, writtenAt: NINE + 1, events: [{ type: 'OrderInitiated', at: NINE + 1 }] },
    ]);
  });
});

describe('a request whose sender has set an end to it', () => {
  const expires = new Date(NINE + 30_000).toISOString();
  const until = (one: ReturnType<typeof life.init>) => ({
    ...one,
    asked: { ...one.asked, context: { ...one.asked.context, expires } },
  });

  test('is not done after that', async () => {
    const orders = memoryOrders();
    await live(orders, life.select());
    const late = await commitTo(orders, until(life.init()), { now: () => NINE + 30_001 });
    expect(late?.entry.events).toMatchObject([{ type: 'Refused', refusal: { reason: 'expired' } }]);
  });

  test('is done until then, and has its answer whenever that comes', async () => {
    const orders = memoryOrders();
    await live(orders, life.select());
    await commitTo(orders, until(life.init()), { now: () => NINE + 30_000 });
    const again = await commitTo(orders, until(life.init()), { now: () => NINE + 3_600_000 });
    expect(again?.entry.events).toMatchObject([{ type: 'OrderInitiated' }]);
  });
});

describe('a request that failed as often as it may', () => {
  const lastTry = (one: Scene): Scene => ({ ...one, isLastTry: true });

  test('is refused for good, without asking anybody', async () => {
    const orders = memoryOrders();
    await live(orders, life.select());
    const silent = { ...lastTry(life.init()), says: () => expect.fail('it is not said to the order') };
    const committed = await change(silent, orders);
    expect(committed?.entry.events).toMatchObject([{ type: 'Refused', refusal: { reason: 'failed' } }]);
    const late = await change(life.init(), orders);
    expect(late?.entry.events).toMatchObject([{ type: 'Refused', refusal: { reason: 'failed' } }]);
    expect(late?.added).toBe(false);
    expect(await typesIn(orders)).toEqual(['OrderQuoted', 'Refused']);
  });

  test('is refused where it would have begun a history, whoever sells it', async () => {
    const orders = memoryOrders();
    const first = life.select();
    const begins = {
      ...first,
      asked: { ...first.asked, begins: true as const, seller: () => expect.fail('it is not asked') },
    };
    expect((await change(lastTry(begins), orders))?.entry.events).toMatchObject([{ type: 'Refused' }]);
  });

  test('has its answer and what must follow still brought about when it was done before', async () => {
    const orders = memoryOrders();
    await live(orders, life.select(), life.init());
    const committed = await change(lastTry(life.init()), orders);
    expect(committed?.before.standing().stage).toBe('quoted');
    expect(committed?.effects.map(({ kind }) => kind)).toEqual(['timer', 'name']);
    expect(types(committed ? [committed.entry] : [])).toEqual(['OrderInitiated']);
  });

  test('leaves the answer to the retry that the buyer sent meanwhile', async () => {
    const orders = memoryOrders();
    const retried = life.init();
    await live(orders, life.select(), { ...retried, cause: { ...retried.cause, delivery: 'of-the-retry' } });
    expect(await change(lastTry(life.init()), orders)).toBeUndefined();
    expect(await typesIn(orders)).toEqual(['OrderQuoted', 'OrderInitiated']);
  });
});
