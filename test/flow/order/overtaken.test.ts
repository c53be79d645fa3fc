import { describe, expect, test } from 'vitest';
import { isRefused } from '../../../lib/flow/order/refused.ts';
import { command, init, MINUTE, NINE, type Said, select } from '../../domain/ev-charging/given.ts';
import { memoryOrders } from '../memory.ts';
import { asked, commitTo, key, life, live } from '../story.ts';

/** A wish that was written so many seconds after nine. */
function written(action: 'select' | 'init' | 'cancel', messageId: string, seconds: number, said: Said) {
  const scene = asked(action, messageId, said);
  const timestamp = new Date(NINE + 1000 * seconds).toISOString();
  return { ...scene, asked: { ...scene.asked, context: { ...scene.asked.context, timestamp } } };
}

const dear = (seconds: number) => written('select', 'm-dear', seconds, select(NINE, { value: '8', unit: 'kWh' }));
const cheap = (seconds: number) => written('select', 'm-cheap', seconds, select(NINE, { value: '4', unit: 'kWh' }));
const hold = (seconds: number) => written('init', `m-init-${seconds}`, seconds, init());

const refusalIn = (done: Awaited<ReturnType<typeof commitTo>>) => done?.entry.events.find(isRefused)?.refusal.reason;

describe('a wish that was overtaken', () => {
  test('by a newer selection changes nothing', async () => {
    const orders = memoryOrders();
    await live(orders, cheap(20));
    const late = await commitTo(orders, dear(10));
    expect(refusalIn(late)).toBe('not-applicable');
    expect(late?.after.shown()?.quote.total).toBe(5900);
  });

  test.each([
    ['an init by a newer init', hold(20), hold(10)],
    ['an init by a newer selection', cheap(20), hold(10)],
    ['a selection by a newer init', hold(20), dear(10)],
  ])('is refused: %s', async (_, newer, older) => {
    const orders = memoryOrders();
    await live(orders, written('select', 'm-first', 0, select()), newer);
    const before = (await orders.history(key)).length;
    expect(refusalIn(await commitTo(orders, older))).toBe('not-applicable');
    expect(await orders.history(key)).toHaveLength(before + 1);
  });

  test('is remembered when the newer one is only in a snapshot', async () => {
    const orders = memoryOrders();
    await live(orders, cheap(20));
    for (let number = 2; number <= 9; number += 1)
      await live(orders, written('cancel', `m-${number}`, 0, command('Cancel', { at: NINE })));
    expect((await orders.past(key)).snapshot).toMatchObject({ sequence: 8 });
    expect(refusalIn(await commitTo(orders, dear(10)))).toBe('not-applicable');
  });
});

describe('a wish that was not overtaken', () => {
  test.each([
    ['of the same time', 20],
    ['that is newer', 21],
  ])('is granted: %s', async (_, seconds) => {
    const orders = memoryOrders();
    await live(orders, cheap(20));
    expect((await commitTo(orders, dear(seconds)))?.after.shown()?.quote.total).toBeGreaterThan(5900);
  });

  test('is granted where the newer one was refused, for that changed nothing', async () => {
    const orders = memoryOrders();
    const refused = written('select', 'm-none', 30, select(NINE, { value: '900', unit: 'kWh' }));
    expect(refusalIn(await commitTo(orders, refused))).toBe('unavailable');
    expect(refusalIn(await commitTo(orders, cheap(20)))).toBeUndefined();
  });

  test('is granted where something else is newer', async () => {
    const orders = memoryOrders();
    await live(orders, cheap(0), hold(1), written('cancel', 'm-cancel', 30, command('Cancel', { at: NINE + MINUTE })));
    expect(refusalIn(await commitTo(orders, dear(20)))).toBeUndefined();
  });

  test('is answered again as it was, if it comes again after a newer one', async () => {
    const orders = memoryOrders();
    await live(orders, cheap(10), dear(20));
    expect((await commitTo(orders, cheap(10)))?.after.shown()?.quote.total).toBe(5900);
    expect(await orders.history(key)).toHaveLength(2);
  });

  test('in an old history, whose context is of one time, is granted as ever', async () => {
    const orders = memoryOrders();
    await live(orders, life.select(), life.init());
    expect(refusalIn(await commitTo(orders, asked('init', 'm-again', init(NINE + 2 * MINUTE))))).toBeUndefined();
  });
});
