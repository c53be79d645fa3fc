import { describe, expect, test } from 'vitest';
import { cancel } from '../../functions/cancel.ts';
import { update } from '../../functions/update.ts';
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

  test('that is full can still be updated, and at last cancelled', async () => {
    const { orders, help } = await full(200);
    await live(orders, life.pay());
    const toTheEnd = (one: ReturnType<typeof help>, mostMessages: number) => ({
      ...one,
      asked: { ...one.asked, mostMessages },
    });
    const updating = (one: ReturnType<typeof help>) => toTheEnd(one, update.mostMessages ?? 0);
    for (const number of [201, 202])
      expect((await commitTo(orders, updating(help(number))))?.entry.events).toMatchObject([{ type: 'HelpRequested' }]);
    for (let number = 203; number <= 1000; number += 1) await live(orders, updating(help(number)));
    expect((await commitTo(orders, updating(help(1001))))?.added).toBe(false);
    const stop = asked('cancel', 'm-cancel', command('Cancel', { at: NINE }));
    expect((await commitTo(orders, stop))?.entry.events).toMatchObject([{ type: 'Refused' }]);
    expect((await commitTo(orders, toTheEnd(stop, cancel.mostMessages ?? 0)))?.entry.events).toMatchObject([
      { type: 'OrderCancelled' },
    ]);
  });

  test('that is full keeps nothing of what it refuses for that', async () => {
    const { orders, help } = await full(200);
    const refused = await commitTo(orders, help(201));
    expect(refused).toMatchObject({ added: false, entry: { events: [{ type: 'Refused' }] } });
    expect(await orders.history(key)).toHaveLength(200);
  });

  test('that is full keeps a refusal of what may still come, so that it stays refused', async () => {
    const { orders } = await full(200);
    const early = asked('update', 'm-start', command('StartCharging', { at: NINE }));
    const starting = { ...early, asked: { ...early.asked, mostMessages: update.mostMessages } };
    expect(await commitTo(orders, starting)).toMatchObject({ added: true, entry: { events: [{ type: 'Refused' }] } });
    expect(await commitTo(orders, starting)).toMatchObject({ added: false, entry: { sequence: 201 } });
  });

  test('keeps no endless refusals of what may come without end', async () => {
    const { orders } = await full(200);
    const none = { ...asked('cancel', 'm-cancel', command('StartCharging', { at: NINE })) };
    const say = (number: number) =>
      commitTo(orders, {
        ...none,
        cause: { ...none.cause, messageId: `m-${number}`, delivery: `d-${number}` },
        asked: { ...none.asked, mostMessages: cancel.mostMessages },
      });
    for (let number = 201; number <= 1000; number += 1) expect((await say(number))?.added).toBe(true);
    expect((await say(1001))?.added).toBe(false);
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
