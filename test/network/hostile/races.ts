import { describe, expect, it } from 'vitest';
import type { LocalNetwork } from '../local-network.ts';
import type { Callback, Peer } from '../peer.ts';
import { chargezone, kWh, Trip, type Wish, windowIn } from '../trip.ts';
import { isRefund, minor, type Order, stateOf } from '../wire.ts';
import { holding, newPhone, outcomes, slots } from './hold.ts';

const MOST_MESSAGES = 200;

/** Two things at once about one order: they end as if one had come after the other. */
export function describeRaces(buyer: Peer, other: Peer, network: () => LocalNetwork): void {
  const newTrip = async (startsIn: number, wish: Partial<Wish> = {}) =>
    new Trip(buyer, network(), {
      ...chargezone,
      quantity: kWh('4'),
      window: await windowIn(network(), startsIn, 30),
      ...wish,
    });

  const statusOf = async (trip: Trip): Promise<Order | undefined> =>
    (await trip.ask('status', { order_id: `order-${trip.transactionId}` })).message?.order;

  /** What the charger shows to who does nothing to it. */
  const sessionAt = async (trip: Trip): Promise<string> =>
    JSON.parse((await trip.handle('clear')).text).session?.status ?? 'none';

  const outcomeOf = ({ error, message }: Callback) => error?.code ?? stateOf(message?.order);

  /** What was paid, less what is or will be paid back. */
  const kept = (order: Order | undefined): number =>
    (order?.payments ?? []).reduce((sum, payment) => {
      const amount = minor(payment.params.amount);
      if (isRefund(payment)) return sum - amount;
      return payment.status === 'PAID' ? sum + amount : sum;
    }, 0);

  describe('at the same time', () => {
    it('ten inits of one transaction leave one hold, and none when it is cancelled', async () => {
      const wanted = slots('3', await network().now(), 10);
      const trip = await newTrip(4000);
      // Of one time, for an older one is refused.
      const context = { transaction_id: trip.transactionId, timestamp: new Date().toISOString() };
      const sent = await Promise.all(wanted.map((slot) => buyer.send('init', holding(slot, newPhone()), { context })));
      const found = await outcomes(buyer, sent);
      expect(found.every((one) => one === 'held')).toBe(true);
      const take = async () => {
        const others = await Promise.all(wanted.map((slot) => other.send('init', holding(slot, newPhone()))));
        return (await outcomes(other, others)).filter((one) => one === 'held').length;
      };
      expect(await take()).toBe(9);
      await trip.ask('cancel', { order_id: `order-${trip.transactionId}` });
      expect(await take()).toBe(1);
    });

    it('twenty selections of one transaction are all answered', async () => {
      const trip = await newTrip(4100);
      const answers = await Promise.all(Array.from({ length: 20 }, () => trip.select()));
      const codes = answers.map(({ error }) => error?.code);
      // Of those that overtake each other only the newer ones count.
      expect(codes.filter((code) => code !== undefined && code !== '40001')).toEqual([]);
      expect(codes).toContain(undefined);
    });

    it('two confirmations make one order', async () => {
      const trip = await newTrip(4200);
      await trip.select();
      const { message } = await trip.init();
      await network().pay(message?.order?.payments[0]?.id ?? '');
      const answers = await Promise.all([trip.confirm(message?.order), trip.confirm(message?.order)]);
      expect(answers.map(outcomeOf).toSorted()).toEqual(['40001', 'payment-completed']);
      await trip.ask('cancel', { order_id: `order-${trip.transactionId}` });
    });

    it.each([0, 1, 2])('a payment and a cancellation lose no money (%i)', async (round) => {
      const trip = await newTrip(4300 + 40 * round);
      await trip.select();
      const { message } = await trip.init();
      const orderId = `order-${trip.transactionId}`;
      await Promise.all([
        network().pay(message?.order?.payments[0]?.id ?? ''),
        trip.ask('cancel', { order_id: orderId }),
      ]);
      await network().advance('PT2M');
      await expect.poll(async () => kept(await statusOf(trip))).toSatisfy((sum: number) => sum === 0 || sum === 800);
      const order = await statusOf(trip);
      expect(order?.status).toBe('CANCELLED');
      expect(order?.payments.filter(({ status }) => status === 'PAID').length).toBeGreaterThan(0);
    });

    it.each([0, 1, 2])('a confirmation and a cancellation agree (%i)', async (round) => {
      const trip = await newTrip(4600 + 40 * round);
      await trip.select();
      const { message } = await trip.init();
      await network().pay(message?.order?.payments[0]?.id ?? '');
      await trip.hearState('on_status', 'payment-completed');
      const [confirmed, cancelled] = await Promise.all([
        trip.confirm(message?.order),
        trip.ask('cancel', { order_id: `order-${trip.transactionId}` }),
      ]);
      expect(outcomeOf(cancelled)).toBe('order-cancelled');
      expect(['payment-completed', '40001']).toContain(outcomeOf(confirmed));
      expect(kept(cancelled.message?.order)).toBe(800);
      expect((await statusOf(trip))?.status).toBe('CANCELLED');
    });

    it.each([0, 1, 2])('a start and a cancellation agree, and the connector is free again (%i)', async () => {
      const trip = await newTrip(0, { fulfillment: '2', window: undefined });
      const { id } = await trip.book();
      await trip.handle('plug');
      const [started, cancelled] = await Promise.all([
        trip.update('start-charging'),
        trip.ask('cancel', { order_id: id }),
      ]);
      expect(outcomeOf(cancelled)).toBe('order-cancelled');
      expect(['charging-started', '40001']).toContain(outcomeOf(started));
      expect((await statusOf(trip))?.status).toBe('CANCELLED');
      // Nobody has to come and pull the plug.
      await expect.poll(() => sessionAt(trip), { timeout: 10_000 }).not.toMatch(/waiting|charging/);
      await trip.handle('unplug');
      const next = await newTrip(0, { fulfillment: '2', window: undefined });
      await next.book();
      await next.handle('plug');
      expect(outcomeOf(await next.update('start-charging'))).toBe('charging-started');
      expect(outcomeOf(await next.update('end-charging'))).toBe('charging-ended');
      await next.handle('unplug');
    });

    it('two starts make one charge', async () => {
      const trip = await newTrip(0, { fulfillment: '2', window: undefined });
      await trip.book();
      await trip.handle('plug');
      const answers = await Promise.all([trip.update('start-charging'), trip.update('start-charging')]);
      expect(answers.map(outcomeOf).toSorted()).toEqual(['40001', 'charging-started']);
      expect(outcomeOf(await trip.update('end-charging'))).toBe('charging-ended');
      await trip.handle('unplug');
    });
  });

  describe('a transaction', () => {
    it('ends after two hundred messages, and can still be read', async () => {
      const trip = await newTrip(5000);
      await trip.select();
      await trip.init();
      const message = { support: { ref_id: `order-${trip.transactionId}` } };
      const answers = [];
      for (let count = 2; count <= MOST_MESSAGES; count += 1)
        answers.push(outcomeOf(await trip.ask('support', message)));
      expect(answers.at(-2)).toBeUndefined();
      expect(answers.at(-1)).toBe('40000');
      expect(stateOf(await statusOf(trip))).toBe('order-initiated');
    });
  });
}
