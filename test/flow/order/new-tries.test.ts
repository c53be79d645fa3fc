import { describe, expect, test } from 'vitest';
import { command, MINUTE, NINE } from '../../domain/ev-charging/given.ts';
import { memoryOrders } from '../memory.ts';
import { asked, commitTo, key, life, live, type Scene } from '../story.ts';

/** After all that is told of orders here. */
const LATER = NINE + 60 * MINUTE;

const again = (one: Scene, delivery: string): Scene => ({ ...one, cause: { ...one.cause, delivery } });

describe('a message that comes by another delivery after it was refused', () => {
  const confirmedAt = (delivery: string, sentAt: number) => ({
    ...again(
      asked('confirm', 'm-early', command('Confirm', { at: NINE }, { hold: 'held', 'payment-status': 'open' })),
      delivery,
    ),
    sentAt: LATER + sentAt,
  });
  const clock = (now: number) => ({ now: () => LATER + now });
  const refusedAt = async (now: number) => {
    const orders = memoryOrders();
    await live(orders, life.select(), life.init());
    await commitTo(orders, confirmedAt('first', now - 10), clock(now));
    return orders;
  };

  test('is a new try for who may have heard of it', async () => {
    const orders = await refusedAt(1000);
    const second = await commitTo(orders, confirmedAt('second', 1001), clock(2000));
    expect(second?.entry.events).toMatchObject([{ type: 'Refused' }]);
    await live(orders, life.pay());
    const third = await commitTo(orders, confirmedAt('third', 2001), clock(3000));
    expect(third?.entry.events).toMatchObject([{ type: 'OrderConfirmed' }]);
    expect(await commitTo(orders, confirmedAt('fourth', 4000), clock(4000))).toBeUndefined();
    expect(await orders.history(key)).toHaveLength(6);
  });

  test('is a copy where nobody had heard of it yet', async () => {
    const orders = await refusedAt(1000);
    for (const sentAt of [995, 1000])
      expect(await commitTo(orders, confirmedAt('copy', sentAt), clock(2000))).toBeUndefined();
    expect(await orders.history(key)).toHaveLength(3);
  });

  test('has each of its tries answered by its own delivery', async () => {
    const orders = await refusedAt(1000);
    await live(orders, life.pay());
    await commitTo(orders, confirmedAt('second', 2000), clock(2500));
    const first = await commitTo(orders, confirmedAt('first', 990), clock(3000));
    expect(first?.entry.events).toMatchObject([{ type: 'Refused' }]);
    const second = await commitTo(orders, confirmedAt('second', 2000), clock(3000));
    expect(second?.entry.events).toMatchObject([{ type: 'OrderConfirmed' }]);
    expect(await orders.history(key)).toHaveLength(5);
  });

  test('is refused for good where it failed as often as it may', async () => {
    const orders = await refusedAt(1000);
    await live(orders, life.pay());
    const last = await commitTo(orders, { ...confirmedAt('second', 2000), isLastTry: true }, clock(3000));
    expect(last?.entry.events).toMatchObject([{ type: 'Refused', refusal: { reason: 'failed' } }]);
    expect(last?.added).toBe(true);
  });
});
