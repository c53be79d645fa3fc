import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call } from './http.ts';
import { type LocalNetwork, startLocalNetwork } from './local-network.ts';
import { Peer } from './peer.ts';
import { type Staff, staffAt } from './staff.ts';
import { chargezone, kWh, Trip, type Wish, windowIn } from './trip.ts';
import { isRefund, stateOf } from './wire.ts';

const buyers = await Promise.all(
  ['rider.example.org', 'walker.example.org'].map((subscriber) => new Peer(subscriber).open()),
);
const [rider, walker] = buyers as [Peer, Peer]; // there are two
let network: LocalNetwork;
let staff: Staff;

beforeAll(async () => {
  network = await startLocalNetwork(buyers.map((buyer) => buyer.registration()));
  for (const buyer of buyers) buyer.join(network.url);
  staff = staffAt(network.url, network.operationsToken);
});
afterAll(async () => {
  await network?.stop();
  for (const buyer of buyers) await buyer.close();
});

const tripOf = (buyer: Peer, wish: Partial<Wish> = {}, transaction?: string) =>
  new Trip(buyer, network, { ...chargezone, quantity: kWh('4'), ...wish }, transaction);
const booked = async (startsIn: number) => tripOf(rider, { window: await windowIn(network, startsIn, 30) }).book();
const maintenance = { reason: 'maintenance' };

describe("the provider's staff", () => {
  it.each([undefined, 'another-token'])('is known by its token alone: with %s it may do nothing', async (token) => {
    const stranger = staffAt(network.url, token);
    const { id } = await booked(token === undefined ? 600 : 660);
    for (const answer of [await stranger.cancel(id, maintenance), await stranger.look(id), await stranger.document()])
      expect(answer).toEqual({ status: 401, body: { error: expect.stringContaining('token') } });
    expect((await staff.look(id)).body).toMatchObject({ state: 'booked' });
  });

  it('cancels a booking: the buyer hears of it in its words, and gets all of it back', async () => {
    const trip = tripOf(rider, { window: await windowIn(network, 720, 30) });
    const { id, quote } = await trip.book();
    const told = trip.hearState('on_cancel', 'order-cancelled');
    const answer = await staff.cancel(id, { reason: 'station_closed', words: 'The road is closed' });
    expect(answer).toEqual({ status: 202, body: { queued: true, state: 'booked', expected: 'cancelled' } });

    const order = (await told).message?.order;
    expect(order?.cancellation).toMatchObject({
      cancelled_by: 'PROVIDER',
      reason: { id: 'station_closed', descriptor: { short_desc: 'The road is closed' } },
    });
    expect(order?.payments.find(isRefund)?.params.amount).toBe(quote.price.value);

    const again = await staff.cancel(id, maintenance);
    expect(again).toEqual({
      status: 409,
      body: { error: expect.stringContaining('over already'), state: 'cancelled', legal: [] },
    });
  });

  it('stops what is being charged, and takes no money for what was not delivered', async () => {
    const trip = tripOf(rider, { quantity: kWh('40') });
    const { id, quote } = await trip.book();
    await trip.handle('plug');
    await trip.update('start-charging');
    const told = trip.hearState('on_cancel', 'order-cancelled');
    expect(await staff.cancel(id, { reason: 'grid_emergency' })).toMatchObject({ body: { state: 'charging' } });
    const back = Number((await told).message?.order?.payments.find(isRefund)?.params.amount);
    expect(back).toBeGreaterThan(0.9 * Number(quote.price.value));
    expect(back).toBeLessThanOrEqual(Number(quote.price.value));
    await trip.handle('unplug');
  });

  it('is told what was wrong with what it said, and by which path', async () => {
    const { id } = await booked(780);
    const malformed = [
      [{ reason: 'no_show' }, 'reason'],
      [{ words: 'Sorry' }, 'reason'],
      [{ reason: 'other', words: 5 }, 'words'],
      ['nonsense', ''],
      [{ reason: { length: { toString: 1 } } }, 'reason'],
      [{ reason: '' }, 'reason'],
      [{ reason: 'other', words: ' ' }, 'words'],
    ] as const;
    for (const [said, path] of malformed)
      expect(await staff.cancel(id, said)).toMatchObject({ status: 422, body: { issues: [{ path }] } });
    expect(await staff.cancel('order-of-nobody', maintenance)).toMatchObject({ status: 404 });
    expect(await staff.look('order-of-nobody')).toMatchObject({ status: 404 });
  });

  it('says whose order it means where two buyers have made the same id', async () => {
    const transaction = randomUUID();
    const mine = tripOf(rider, { window: await windowIn(network, 840, 30) }, transaction);
    const others = tripOf(walker, { window: await windowIn(network, 900, 30) }, transaction);
    const { id } = await mine.book();
    expect((await others.book()).id).toBe(id);
    const both = { status: 409, body: { error: expect.stringContaining('?buyer=') } };
    expect(await staff.cancel(id, maintenance)).toMatchObject(both);
    expect(await staff.look(id)).toMatchObject(both);

    const told = others.hearState('on_cancel', 'order-cancelled');
    expect(await staff.cancel(id, maintenance, walker.subscriberId)).toMatchObject({ status: 202 });
    await told;
    expect(await staff.look(id, walker.subscriberId)).toMatchObject({ body: { state: 'cancelled' } });
    expect(await staff.look(id, rider.subscriberId)).toMatchObject({ body: { state: 'booked' } });
  });

  it('sees an order as its buyer does, where it stands and how it came there', async () => {
    const trip = tripOf(rider, { window: await windowIn(network, 960, 30) });
    const { id } = await trip.book();
    const { body } = await staff.look(id);
    const status = await trip.ask('status', { order_id: id });
    expect(body).toMatchObject({
      order_id: id,
      buyer: rider.subscriberId,
      domain: 'ev-charging',
      state: 'booked',
      legal: ['cancel'],
      order: { id, quote: status.message?.order?.quote },
    });
    expect(stateOf(status.message?.order)).toBe('payment-completed');
    expect(body.history).toMatchObject([
      { by: 'select', events: ['OrderQuoted'] },
      { by: 'init', events: ['OrderInitiated'] },
      { by: 'payments', events: ['PaymentCompleted'] },
      { by: 'confirm', events: ['OrderConfirmed'] },
    ]);
  });

  it('sees what nobody on the way may keep', async () => {
    const { id } = await booked(1020);
    const headers = ['authorization', `Bearer ${network.operationsToken}`];
    const answer = await call(`${network.url}/operations/orders/${id}`, { method: 'GET', headers });
    expect(answer).toMatchObject({ status: 200, headers: { 'cache-control': 'no-store' } });
  });

  it('reads in a document what it may say', async () => {
    const { status, body } = await staff.document();
    expect(status).toBe(200);
    expect(body).toMatchObject({
      openapi: '3.1.0',
      paths: {
        '/operations/orders/{order_id}': { get: expect.anything() },
        '/operations/orders/{order_id}/cancel': {
          post: {
            requestBody: {
              content: { 'application/json': { schema: { required: ['reason'], additionalProperties: false } } },
            },
            responses: { 202: expect.anything(), 401: expect.anything(), 409: expect.anything() },
          },
        },
      },
    });
  });
});
