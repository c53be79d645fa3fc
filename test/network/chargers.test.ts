import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalNetwork, startLocalNetwork } from './local-network.ts';
import { Peer } from './peer.ts';
import { chargezone, kWh, Trip, type Wish } from './trip.ts';
import { isRefund, stateOf } from './wire.ts';

const buyer = await new Peer('driver.example.org').open();
let network: LocalNetwork;

beforeAll(async () => {
  network = await startLocalNetwork([buyer.registration()]);
  buyer.join(network.url);
});
afterAll(async () => {
  await network?.stop();
  await buyer.close();
});

const trip = (wish: Partial<Wish> = {}) => new Trip(buyer, network, { ...chargezone, quantity: kWh('4'), ...wish });

describe('a charger that', () => {
  it('refuses to start costs nobody a no-show: all is paid back', async () => {
    const driver = trip();
    const { quote } = await driver.book();
    expect(JSON.parse((await driver.handle('refuse')).text)).toMatchObject({ refusing: true });
    await driver.handle('plug');
    expect((await driver.update('start-charging')).error).toMatchObject({ code: '40006' });
    await driver.handle('unplug');
    await network.advance('PT11M');
    const { order } = (await driver.hearState('on_cancel', 'order-cancelled')).message ?? {};
    expect(order?.cancellation).toMatchObject({ cancelled_by: 'PROVIDER', reason: { id: 'charger_error' } });
    expect(order?.payments.find(isRefund)?.params.amount).toBe(quote.price.value);
  });

  it('refused once starts when it is asked again', async () => {
    const driver = trip();
    await driver.book();
    await driver.handle('plug');
    await driver.handle('refuse');
    expect((await driver.update('start-charging')).error).toMatchObject({ code: '40006' });
    expect(stateOf((await driver.update('start-charging')).message?.order)).toBe('charging-started');
    await driver.update('end-charging');
    await driver.handle('unplug');
  });

  it('is derated takes twice as long', async () => {
    const driver = trip();
    await driver.handle('derate');
    await driver.book();
    await driver.handle('plug');
    await driver.update('start-charging');
    const given = async () => JSON.parse((await driver.handle('plug')).text).session.energy_wh;
    await network.advance('PT2M');
    const half = await given();
    await driver.handle('clear');
    await network.advance('PT2M');
    expect(half).toBeGreaterThan(0);
    expect((await given()) - half).toBeGreaterThan(1.9 * half);
    await driver.update('end-charging');
    await driver.handle('unplug');
  });

  it('runs away is paid no more than was ordered, once somebody has stopped it', async () => {
    const driver = trip();
    const { quote } = await driver.book();
    await driver.handle('runaway');
    await driver.handle('plug');
    await driver.update('start-charging');
    await network.advance('PT20M');
    const { order } = (await driver.update('end-charging')).message ?? {};
    expect(order?.status).not.toBe('COMPLETE');
    const { session } = JSON.parse((await driver.handle('stop')).text);
    expect(session).toMatchObject({ status: 'ended', energy_wh: expect.toSatisfy((wh: number) => wh > 4500) });
    const ended = (await driver.hearState('on_update', 'charging-ended')).message?.order;
    expect(ended?.quote.price.value).toBe(quote.price.value);
    expect(ended?.items[0]?.quantity?.allocated?.measure.value).toBe('4');
  });

  it('nobody has cannot be touched', async () => {
    for (const verb of ['derate', 'runaway', 'refuse'])
      expect((await network.handle(['chargezone.in', 'pe-charging-01', '99'], verb)).status).toBe(404);
  });
});
