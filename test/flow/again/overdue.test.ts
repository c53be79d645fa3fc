import { expect, test } from 'vitest';
import { businesses } from '../../../lib/domain/businesses.ts';
import { overdue } from '../../../lib/flow/again/overdue.ts';
import { HOUR, MINUTE, NINE } from '../../domain/ev-charging/given.ts';
import { memoryOrders } from '../memory.ts';
import { key, life, live } from '../story.ts';

const orders = memoryOrders();
const due = async (now: number) => {
  const timers = overdue(key, await orders.history(key), now, businesses);
  return timers.map(({ purpose, at }) => [purpose, (at - NINE) / MINUTE]);
};

test('of the timers that a history has set those are overdue whose time has come', async () => {
  await live(orders, life.select(), life.init(), life.pay());
  expect(await due(NINE + MINUTE)).toEqual([]);
  expect(await due(NINE + 16 * MINUTE)).toEqual([['payment', 16]]);
  await live(orders, life.confirm());
  expect((await due(NINE + 24 * HOUR)).map(([purpose]) => purpose)).toEqual([
    'payment',
    'confirmation',
    'arrival',
    'window-end',
  ]);
});

test('nothing is overdue where there is no history', () => {
  expect(overdue(key, [], NINE, businesses)).toEqual([]);
});
