import { describe, expect, it } from 'vitest';
import type { LocalNetwork } from './local-network.ts';
import { swapStation, type Trip, type Wish, windowIn } from './trip.ts';
import { factOf } from './wire.ts';

export function describeFinding(trip: (wish?: Partial<Wish>) => Trip, network: () => LocalNetwork): void {
  describe('a search', () => {
    it('finds what an offer takes off, and pays less where it is for its vehicle', async () => {
      const driver = trip({ ...swapStation });
      const { message } = await driver.ask('search', { intent: { provider: { id: 'log9.in' } } });
      expect(message?.catalog?.providers[0]?.offers).toMatchObject([{ id: 'log9-auto-rickshaws-10' }]);
      const quote = async (vehicle?: object, offers?: object) => {
        const [fulfillment] = driver.selection.fulfillments;
        const order = { ...driver.selection, fulfillments: [{ ...fulfillment, vehicle }], offers };
        const { error, message } = await driver.ask('select', { order });
        return error?.code ?? [message?.order?.quote.price.value, message?.order?.offers];
      };
      expect(await quote()).toEqual(['40', undefined]);
      expect(await quote({ category: 'AUTO_RICKSHAW' })).toMatchObject(['36', [{ id: 'log9-auto-rickshaws-10' }]]);
      expect(await quote(undefined, [{ id: 'no-such-offer' }])).toBe('30006');
    });

    it.each([
      ['solar-farm', 'solar-farm.beckn-energy.local'],
      ['home-charger', 'house.beckn-energy.local'],
      ['battery-swap', 'log9.in'],
    ])('finds a %s by its category', async (code, provider) => {
      const { message } = await trip().ask('search', { intent: { category: { descriptor: { code } } } });
      expect(message?.catalog?.providers.map(({ id }) => id)).toEqual([provider]);
    });

    it('shows what customers say of a provider, an order once', async () => {
      const driver = trip({ ...swapStation, window: await windowIn(network(), 8000, 30) });
      const { id } = await driver.book();
      const rate = async (value: string) =>
        expect(
          (await driver.ask('rating', { ratings: [{ id, rating_category: 'Order', value }] })).error,
        ).toBeUndefined();
      const found = async () => {
        const { message } = await driver.ask('search', { intent: { provider: { id: 'log9.in' } } });
        const [provider] = message?.catalog?.providers ?? [];
        return [provider?.rating, factOf(provider, 'ratings', 'rating-count')];
      };
      expect(await found()).toEqual(['4.2', undefined]);
      await rate('1');
      // The fee of the reservation is kept: that was a customer.
      expect((await driver.ask('cancel', { order_id: id })).error).toBeUndefined();
      for (const value of ['5', '0', '0']) await rate(value);
      // The catalogue's rating counts as ten: (10 x 4.2 + 0) / 11.
      await expect.poll(found, { timeout: 20_000, interval: 1000 }).toEqual(['3.8', '1']);
    });

    it('says when what it finds is free', async () => {
      const { start, end } = await windowIn(network(), 9000, 30);
      const stops = [
        { type: 'start', time: { timestamp: new Date(start).toISOString() } },
        { type: 'end', time: { timestamp: new Date(end).toISOString() } },
      ];
      const { message } = await trip().ask('search', { intent: { fulfillment: { stops } } });
      const found = message?.catalog?.providers.flatMap(({ fulfillments }) => fulfillments) ?? [];
      expect(found).not.toEqual([]);
      for (const fulfillment of found)
        expect(fulfillment.stops).toMatchObject(stops.map(({ type, time }) => ({ type, time })));
    });
  });
}
