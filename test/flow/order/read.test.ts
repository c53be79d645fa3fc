import { beforeEach, describe, expect, test } from 'vitest';
import { businesses } from '../../../lib/domain/businesses.ts';
import type { Answers } from '../../../lib/flow/order/ask.ts';
import { currentOrder, lookAt, orderOf } from '../../../lib/flow/order/read.ts';
import { memoryOrders } from '../memory.ts';
import { key, life, live } from '../story.ts';

const AT = life.start().at + 1;

let orders: ReturnType<typeof memoryOrders>;
beforeEach(() => {
  orders = memoryOrders();
});

const ports = (answers: Answers = {}) => ({ orders, businesses, answers });

describe('the order of an id', () => {
  test('is that of its buyer alone', async () => {
    await live(orders, life.select(), life.init());
    const current = await currentOrder(key.buyerId, 'order-t1', ports());
    expect(current?.key).toEqual(key);
    expect(current?.order.shown()?.id).toBe('order-t1');
    expect(await currentOrder('stranger.example', 'order-t1', ports())).toBeUndefined();
    expect(await currentOrder(key.buyerId, 'order-t2', ports())).toBeUndefined();
    expect(await currentOrder(key.buyerId, 't1', ports())).toBeUndefined();
  });

  test('is none where everything was refused', async () => {
    await live(orders, life.confirm());
    expect(await orderOf(key, ports())).toBeUndefined();
    expect(await lookAt(key, ports(), AT)).toBeUndefined();
  });
});

describe('a look at an order', () => {
  const reading = { status: 'charging', energyWh: 1500, stateOfCharge: 65.4 } as const;

  test('asks nobody while there is nobody who could tell more', async () => {
    await live(orders, life.select(), life.init(), life.pay());
    expect((await lookAt(key, ports(), AT))?.order.status).toBe('active');
  });

  test('shows what the partner says now, asked for that order at that time', async () => {
    await live(orders, life.select(), life.init(), life.pay(), life.confirm(), life.start());
    const heard: unknown[] = [];
    const answers: Answers = {
      async 'read-session'({ providerId }, who) {
        heard.push(providerId, who);
        return reading;
      },
    };
    expect((await lookAt(key, ports(answers), AT))?.order.live).toEqual(['1.5 kWh delivered']);
    expect(heard).toEqual(['voltgrid.example', { key, business: 'ev-charging', at: AT }]);
  });

  test('shows the last word of the history where the partner says nothing', async () => {
    await live(orders, life.select(), life.init(), life.pay(), life.confirm(), life.start());
    const seen = await lookAt(key, ports({ 'read-session': async () => undefined }), AT);
    const writtenAt = (await orders.history(key)).at(-1)?.writtenAt;
    expect(seen).toEqual({ order: (await orderOf(key, ports()))?.shown(), writtenAt });
  });
});
