import { describe, expect, test } from 'vitest';
import { progressOf } from '../../../lib/flow/order/progress.ts';
import { command, init, MINUTE, NINE, stop } from '../../domain/ev-charging/given.ts';
import { memoryOrders } from '../memory.ts';
import { asked, commitTo, life, live, reported, type Scene, TOTAL } from '../story.ts';

async function progressAfter(before: readonly Scene[], last: Scene) {
  const orders = memoryOrders();
  await live(orders, ...before);
  const committed = await commitTo(orders, last);
  if (committed === undefined) throw new Error('nothing was committed');
  return progressOf(committed);
}

const booked = [life.select(), life.init(), life.pay(), life.confirm()];
const end = (energyWh: number) =>
  asked('update', 'm-end', stop(NINE + 12 * MINUTE, { 'stop-session': { status: 'ended', energyWh } }));

describe('the progress of an order', () => {
  test('is what happened, and where it stands now', async () => {
    expect(await progressAfter([], life.select())).toEqual({ events: ['OrderQuoted'], stage: 'quoted' });
  });

  test('opens a hold with the first init, and only with that', async () => {
    expect(await progressAfter([life.select()], life.init())).toMatchObject({ hold: 'opened', stage: 'initiated' });
    const again = asked('init', 'm-again', init(NINE + 3 * MINUTE));
    expect((await progressAfter([life.select(), life.init()], again)).hold).toBeUndefined();
  });

  test('closes the hold when the money is there, and tells how long it was waited for', async () => {
    const paid = await progressAfter([life.select(), life.init()], life.pay());
    expect(paid).toEqual({
      events: ['PaymentCompleted'],
      stage: 'paid',
      left: { stage: 'initiated', milliseconds: life.pay().at - life.init().at },
      hold: 'closed',
      money: { currency: 'INR', taken: TOTAL, captured: 0, refunded: 0 },
    });
  });

  test('counts the time in a state from when it began, whatever else happened in it', async () => {
    const late = asked('confirm', 'm-early', command('Confirm', { at: NINE + MINUTE }, { 'payment-status': 'open' }));
    const { left } = await progressAfter([life.select(), life.init(), late], life.pay());
    expect(left).toEqual({ stage: 'initiated', milliseconds: life.pay().at - life.init().at });
  });

  test('is no move of money while the order only goes on', async () => {
    for (const [index, change] of booked.entries())
      if (change.cause.action !== 'payments')
        expect((await progressAfter(booked.slice(0, index), change)).money).toBeUndefined();
  });

  test('divides the money that was taken into what was earned and what goes back', async () => {
    const { left, money } = await progressAfter([...booked, life.start()], end(5));
    expect(left?.stage).toBe('charging');
    expect(money?.taken).toBe(0);
    expect(money?.refunded).toBeGreaterThan(0);
    expect(Number(money?.captured) + Number(money?.refunded)).toBe(TOTAL);
  });

  test('takes and gives back what was paid for nothing', async () => {
    const twice = command('ReportPayment', { at: NINE, paymentId: 'pay-another', outcome: 'paid', amount: 700 });
    const { money, left } = await progressAfter(booked, reported('payments', 'p-2', twice));
    expect(money).toEqual({ currency: 'INR', taken: 700, captured: 0, refunded: 700 });
    expect(left).toBeUndefined();
  });

  test('is a refusal by the code that the buyer is told', async () => {
    const { refused, stage, money } = await progressAfter([], life.confirm());
    expect({ refused, stage, money }).toEqual({ refused: '30010', stage: 'new', money: undefined });
  });
});
