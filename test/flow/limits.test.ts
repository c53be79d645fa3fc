import { describe, expect, test } from 'vitest';
import { command, NINE } from '../domain/ev-charging/given.ts';
import { memoryOrders } from './memory.ts';
import { asked, commitTo, key, life, live } from './story.ts';

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
    expect((await commitTo(orders, help(200)))?.entry.events).toMatchObject([{ type: 'HelpRequested' }]);
    const beyond = await commitTo(orders, help(201));
    expect(beyond?.entry.events).toEqual([
      { type: 'Refused', refusal: expect.objectContaining({ reason: 'not-allowed' }) },
    ]);
    expect(await orders.history(key)).toHaveLength(200);
  });

  test('that is full still answers what it had answered before', async () => {
    const { orders, help } = await full(200);
    expect((await commitTo(orders, help(200)))?.entry.events).toMatchObject([{ type: 'HelpRequested' }]);
  });

  test('that is full still hears what others report of it', async () => {
    const { orders } = await full(200);
    expect((await commitTo(orders, life.pay()))?.entry).toMatchObject({
      sequence: 201,
      events: [{ type: 'PaymentCompleted' }],
    });
    expect(await orders.history(key)).toHaveLength(201);
  });
});
