import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalNetwork } from '../local-network.ts';
import type { Peer } from '../peer.ts';
import { chargezone, kWh, Trip, type Wish, windowIn } from '../trip.ts';
import { type Order, stateOf } from '../wire.ts';

/** Whose order it is, and what may still be done with it. */
export function describeForeignOrders(owner: Peer, thief: Peer, network: () => LocalNetwork): void {
  let trip: Trip;
  let order: Order & { readonly id: string };

  const newTrip = async (startsIn: number, wish: Partial<Wish> = {}) =>
    new Trip(owner, network(), {
      ...chargezone,
      quantity: kWh('4'),
      window: await windowIn(network(), startsIn, 30),
      ...wish,
    });

  beforeAll(async () => {
    trip = await newTrip(2000);
    order = await trip.book();
  });

  afterAll(async () => {
    await trip.ask('cancel', { order_id: order.id });
  });

  const start = { id: '1', state: { descriptor: { code: 'start-charging' } } };
  const asks: readonly [string, (id: string) => object][] = [
    ['status', (id) => ({ order_id: id })],
    ['track', (id) => ({ order_id: id })],
    ['cancel', (id) => ({ order_id: id, cancellation_reason_id: '5' })],
    ['update', (id) => ({ update_target: 'order.fulfillments[0].state', order: { id, fulfillments: [start] } })],
    ['rating', (id) => ({ ratings: [{ id, rating_category: 'Order', value: '1' }] })],
    ['support', (id) => ({ support: { ref_id: id } })],
    ['support', (id) => ({ support: { order_id: id } })],
    ['confirm', (id) => ({ order: { ...trip.confirmation(order), id } })],
  ];

  describe("another buyer's order", () => {
    it.each(asks)('is in %s like one that does not exist', async (action, message) => {
      const inTransaction = { context: { transaction_id: trip.transactionId } };
      const answers = [
        await thief.ask(action, message(order.id)),
        await thief.ask(action, message(order.id), inTransaction),
        await thief.ask(action, message(`order-${randomUUID()}`)),
        await thief.ask(action, message('no-such-order')),
      ];
      expect(answers[0]?.error?.code).toBe(action === 'rating' ? '30014' : '30010');
      expect(new Set(answers.map(({ error }) => JSON.stringify(error))).size).toBe(1);
    });

    it('stays as it is', async () => {
      const { message } = await trip.ask('status', { order_id: order.id });
      expect(message?.order).toMatchObject({ status: 'ACTIVE' });
      expect(stateOf(message?.order)).toBe('payment-completed');
      expect(thief.callbacks.filter((callback) => callback.message?.order?.id === order.id)).toEqual([]);
    });
  });

  describe('a buyer', () => {
    it('cannot confirm what it has not initiated', async () => {
      const early = await newTrip(2100);
      expect((await early.confirm(undefined)).error?.code).toBe('30010');
      await early.select();
      expect((await early.confirm(undefined)).error?.code).toBe('40001');
    });

    it('cannot confirm what is not paid, though it says PAID', async () => {
      const early = await newTrip(2150);
      await early.select();
      const draft = await early.init();
      const { error } = await early.confirm(draft.message?.order);
      expect(error).toMatchObject({ code: '40000', message: expect.stringContaining('not completed') });
      await early.ask('cancel', { order_id: draft.message?.order?.id });
    });

    it('cannot confirm twice', async () => {
      expect((await trip.confirm(order)).error?.code).toBe('40001');
    });

    it('is not believed: neither its price, nor its PAID, nor its COMPLETE', async () => {
      const liar = await newTrip(2200);
      await liar.select();
      const lie = {
        ...liar.initiation,
        status: 'COMPLETE',
        quote: { price: { value: '1', currency: 'INR' }, breakup: [] },
        payments: [{ status: 'PAID', params: { amount: '1', currency: 'INR' } }],
      };
      const draft = (await liar.ask('init', { order: lie })).message?.order;
      expect(draft).toMatchObject({
        quote: { price: { value: '40' } },
        payments: [{ status: 'NOT-PAID', params: { amount: '40' } }],
      });
      expect(draft?.status).not.toBe('COMPLETE');
      await network().pay(draft?.payments[0]?.id ?? '');
      const { message, error } = await liar.ask('confirm', { order: lie });
      expect(error?.code ?? message?.order?.quote.price.value).toMatch(/^(40|4000\d)$/);
      await liar.ask('cancel', { order_id: draft?.id });
    });

    it.each([
      ['nothing', kWh('0'), '40002'],
      ['another currency', { value: '10', unit: 'USD' }, '40002'],
      ['a unit that is none', { value: '10', unit: 'parsec' }, '40002'],
      ['more than there is', kWh('999999999'), '40002'],
      ['less than the fees', { value: '1', unit: 'INR' }, '40000'],
    ])('cannot select %s', async (_name, quantity, code) => {
      const greedy = await newTrip(2250, { quantity });
      expect((await greedy.select()).error?.code).toBe(code);
    });

    it.each([
      ['30001', { provider: 'nobody.in' }],
      ['30004', { item: 'nothing' }],
      ['30007', { addOns: ['nothing'] }],
      ['30008', { fulfillment: '99' }],
    ])('is told with %s what is not in the catalogue', async (code, wish) => {
      expect((await (await newTrip(2250, wish)).select()).error?.code).toBe(code);
    });

    it.each([
      ['in the past', -60, 30],
      ['shorter than 15 minutes', 2300, 14],
      ['longer than 12 hours', 2300, 721],
      ['more than 30 days ahead', 43_300, 30],
      ['that ends before it begins', 2300, -30],
    ])('cannot book a window %s', async (_name, startsIn, lasts) => {
      const window = await windowIn(network(), startsIn, lasts);
      const { error } = await (await newTrip(0, { window })).select();
      expect(error?.code).toBe('40000');
    });

    it.each(['order.items', 'order.billing', 'payments', '__proto__'])('cannot update %s', async (target) => {
      const message = { update_target: target, order: { fulfillments: [start] } };
      expect((await trip.ask('update', message)).error?.code).toBe('30012');
    });

    it.each(['6', '-1', 'excellent', '4.999'])('cannot rate with %s', async (value) => {
      const message = { ratings: [{ id: order.id, rating_category: 'Order', value }] };
      expect((await trip.ask('rating', message)).error?.code).toBe('30015');
    });

    it('cannot cancel for a reason that is not offered', async () => {
      const message = { order_id: order.id, cancellation_reason_id: '999' };
      expect((await trip.ask('cancel', message)).error?.code).toBe('30011');
    });

    it('cannot cancel what is cancelled or completed', async () => {
      const done = new Trip(owner, network(), { ...chargezone, fulfillment: '2', quantity: kWh('4') });
      const { id } = await done.book();
      await done.handle('plug');
      await done.update('start-charging');
      expect(stateOf((await done.update('end-charging')).message?.order)).toBe('charging-ended');
      await done.handle('unplug');
      const gone = await newTrip(2350);
      const booked = await gone.book();
      await gone.ask('cancel', { order_id: booked.id });
      for (const [one, orderId] of [
        [done, id],
        [gone, booked.id],
      ] as const)
        expect((await one.ask('cancel', { order_id: orderId })).error?.code).toBe('50001');
    });
  });
}
