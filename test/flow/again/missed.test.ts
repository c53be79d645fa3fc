import { expect, test } from 'vitest';
import { businesses } from '../../../lib/domain/businesses.ts';
import { missed } from '../../../lib/flow/again/missed.ts';
import { HOUR, MINUTE, NINE } from '../../domain/ev-charging/given.ts';
import { memoryOrders } from '../memory.ts';
import { key, life, live } from '../story.ts';

const missedOf = async (now: number, ...scenes: Parameters<typeof live>[1][]) => {
  const orders = memoryOrders();
  await live(orders, ...scenes);
  return missed(key, await orders.history(key), now, businesses).map(({ purpose }) => purpose);
};

test('a deadline that the order still waits for is missed once it can be on its way no more', async () => {
  const waiting = [life.select(), life.init()];
  expect(await missedOf(NINE + 4 * HOUR + 15 * MINUTE, ...waiting)).toEqual([]);
  expect(await missedOf(NINE + 4 * HOUR + 16 * MINUTE, ...waiting)).toEqual(['payment']);
});

test('a deadline that means nothing to the order any more is not missed, though no trace of it is left', async () => {
  expect(await missedOf(NINE + 24 * HOUR, life.select(), life.init(), life.pay())).toEqual(['confirmation']);
  expect(await missedOf(NINE + 24 * HOUR, life.select(), life.init(), life.pay(), life.confirm())).toEqual([
    'arrival',
    'window-end',
  ]);
});

test('nothing is missed where nothing was set, or there is no history', async () => {
  expect(await missedOf(NINE + 24 * HOUR, life.select())).toEqual([]);
  expect(missed(key, [], NINE, businesses)).toEqual([]);
});
