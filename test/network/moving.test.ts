import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalNetwork, startLocalNetwork } from './local-network.ts';
import { Peer } from './peer.ts';
import { chargezone, kWh, Trip, windowIn } from './trip.ts';
import { isRefund, type Order, stateOf } from './wire.ts';

const buyer = await new Peer('planner.example.org').open();
let network: LocalNetwork;

beforeAll(async () => {
  network = await startLocalNetwork([buyer.registration()]);
  buyer.join(network.url);
});
afterAll(async () => {
  await network?.stop();
  await buyer.close();
});

interface Window {
  readonly start: number;
  readonly end: number;
}

const trip = (window?: Window) => new Trip(buyer, network, { ...chargezone, quantity: kWh('4'), window });
const timesOf = (order: Order | undefined) => {
  return [Object(order?.fulfillments[0]).stops].flat().map((stop) => Date.parse(Object(stop).time?.timestamp));
};

/** Asks for another window, as the contract has appointments moved. */
function move(driver: Trip, { start, end }: Partial<Window>) {
  const stopAt = (type: string, time: number | undefined) =>
    time === undefined ? [] : [{ type, time: { timestamp: new Date(time).toISOString() } }];
  const fulfillments = [{ id: driver.wish.fulfillment, stops: [...stopAt('start', start), ...stopAt('end', end)] }];
  return driver.ask('update', { update_target: 'fulfillment', order: { fulfillments } });
}

describe('a buyer who has booked', () => {
  it('moves the window: the new one is his, and the old one is sold again', async () => {
    const [old, taken, free] = await Promise.all([60, 120, 180].map((startsIn) => windowIn(network, startsIn, 30)));
    if (old === undefined || taken === undefined || free === undefined) throw new Error('three windows were expected');
    const driver = trip(old);
    const { quote, payments } = await driver.book();
    await trip(taken).book();
    expect((await move(driver, taken)).error).toMatchObject({ code: '40002' });

    const { order } = (await move(driver, free)).message ?? {};
    expect(timesOf(order)).toEqual([free.start, free.end]);
    expect(order).toMatchObject({ quote, payments: payments.map(({ id }) => ({ id, status: 'PAID' })) });
    expect((await trip(free).select()).error).toMatchObject({ code: '40002' });
    await expect.poll(async () => (await trip(old).select()).error, { timeout: 30_000 }).toBeUndefined();
  });

  it('is awaited in the new window alone, and pays what was quoted', async () => {
    const old = await windowIn(network, 300, 30);
    const [start, end] = [old.start + 60 * 60_000, old.end + 60 * 60_000];
    const driver = trip(old);
    const { id, quote } = await driver.book();
    expect((await move(driver, { start })).error).toBeUndefined();
    await network.advance('PT345M');
    const status = await driver.ask('status', { order_id: id });
    expect(stateOf(status.message?.order)).toBe('payment-completed');

    await network.advance('PT16M');
    await driver.handle('plug');
    expect(stateOf((await driver.update('start-charging')).message?.order)).toBe('charging-started');
    const longer = await move(driver, { end: end + 30 * 60_000 });
    expect(timesOf(longer.message?.order)).toEqual([start, end + 30 * 60_000]);
    await network.advance('PT40M');
    const ended = (await driver.hearState('on_update', 'charging-ended')).message?.order;
    expect(ended?.quote.price.value).toBe(quote.price.value);
    expect(ended?.payments.filter(isRefund)).toEqual([]);
    expect((await move(driver, { end: end + 60 * 60_000 })).error).toMatchObject({ code: '50002' });
    await driver.handle('unplug');
  });

  it('cannot move what is not confirmed, nor what has begun', async () => {
    const driver = trip();
    const later = await windowIn(network, 600, 30);
    await driver.select();
    await driver.init();
    expect((await move(driver, later)).error).toMatchObject({ code: '40001' });
    const walkIn = trip(await windowIn(network, 1200, 30));
    await walkIn.book();
    await network.advance('PT1201M');
    expect((await move(walkIn, await windowIn(network, 600, 30))).error).toMatchObject({ code: '50002' });
  });
});
