import { describe, expect, test } from 'vitest';
import { command, NINE } from '../../domain/ev-charging/given.ts';
import { memoryOrders } from '../memory.ts';
import { asked, commitTo, key, life, live, type Scene } from '../story.ts';

const again = (one: Scene, delivery: string): Scene => ({ ...one, cause: { ...one.cause, delivery } });

describe('a message that comes by another delivery after it was refused', () => {
  const confirmedAt = (delivery: string, sentAt: number) => ({
    ...again(
      asked('confirm', 'm-early', command('Confirm', { at: NINE }, { hold: 'held', 'payment-status': 'open' })),
      delivery,
    ),
    sentAt,
  });
  const clock = (now: number) => ({ now: () => now });
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

  test('is not done where it was given up', async () => {
    const orders = await refusedAt(1000);
    const givenUp = { ...confirmedAt('second', 2000), isGivenUp: true };
    expect(await commitTo(orders, givenUp, clock(3000))).toBeUndefined();
  });
});
