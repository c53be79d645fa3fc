import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { describeDocuments } from './documents.ts';
import { describeFinding } from './finding.ts';
import { call } from './http.ts';
import { faultsOf } from './judge.ts';
import { type LocalNetwork, startLocalNetwork } from './local-network.ts';
import { Peer } from './peer.ts';
import { chargezone, kWh, swapStation, Trip, type Wish, windowIn } from './trip.ts';
import { factOf, isRefund, minor, stateOf } from './wire.ts';

/** A buyer platform that knows the protocol and the network's contract, and not a line of the network. */
const peer = await new Peer('stranger.example.org').open();
const reader = await new Peer('reader.example.org').open();
let network: LocalNetwork;

beforeAll(async () => {
  network = await startLocalNetwork([peer.registration(), reader.registration()]);
  for (const buyer of [peer, reader]) buyer.join(network.url);
});

afterAll(async () => {
  await network?.stop();
  await Promise.all([peer.close(), reader.close()]);
});

afterEach(() => {
  expect(peer.callbacks.flatMap((callback) => faultsOf(callback, peer, network.url))).toEqual([]);
});

const trip = (wish: Partial<Wish> = {}) => new Trip(peer, network, { ...chargezone, quantity: kWh('4'), ...wish });

describe('a stranger', () => {
  it('charges without a booking, stops early and gets the rest back', async () => {
    const driver = trip({ quantity: kWh('40') });
    const found = await driver.ask('search', { intent: { item: { descriptor: { code: 'energy' } } } });
    expect(found.message?.catalog?.providers.map(({ id }) => id)).toContain('chargezone.in');

    const quoted = await driver.select();
    expect(quoted.message?.order?.quote.price).toMatchObject({ value: '320', currency: 'INR' });
    const draft = await driver.init();
    expect(stateOf(draft.message?.order)).toBe('order-initiated');
    const [payment] = draft.message?.order?.payments ?? [];
    expect(payment).toMatchObject({
      status: 'NOT-PAID',
      type: 'PRE-ORDER',
      params: { amount: '320', currency: 'INR' },
    });
    expect((await call(payment?.url ?? '', { method: 'GET' })).status).toBe(200);

    expect((await network.pay(payment?.id ?? '')).status).toBe(200);
    const paid = await driver.hearState('on_status', 'payment-completed');
    expect(paid.message?.order?.payments[0]?.status).toBe('PAID');
    const confirmed = await driver.confirm(draft.message?.order);
    const orderId = confirmed.message?.order?.id;
    expect(confirmed.message?.order).toMatchObject({ id: expect.any(String), status: 'ACTIVE' });
    expect(stateOf(confirmed.message?.order)).toBe('payment-completed');

    expect(stateOf((await driver.update('start-charging')).message?.order)).toBe('charging-requested');
    expect((await driver.handle('plug')).status).toBe(200);
    await driver.hearState('on_status', 'charging-started');

    const { message } = await driver.ask('track', { order_id: orderId });
    expect(message?.tracking?.status).toBe('active');
    expect((await call(message?.tracking?.url ?? '', { method: 'GET' })).status).toBe(200);

    await network.advance('PT6M');
    const status = await driver.ask('status', { order_id: orderId });
    expect(stateOf(status.message?.order)).toBe('charging-started');
    const [charge] = status.message?.order?.fulfillments ?? [];
    expect(JSON.parse(charge?.state?.descriptor.long_desc ?? '')).toMatchObject({ status: 'Charging' });
    expect(factOf(charge, 'charging-details', 'energy-delivered')).toMatch(/^\d+(\.\d+)? kWh$/);
    expect(factOf(charge, 'charging-details', 'power')).toMatch(/^\d+(\.\d+)? kW$/);

    const { order: ended } = (await driver.update('end-charging')).message ?? {};
    expect(ended).toMatchObject({ id: orderId, status: 'COMPLETE' });
    expect(stateOf(ended)).toBe('charging-ended');
    const delivered = Number(ended?.items[0]?.quantity?.allocated?.measure.value);
    expect(delivered).toBeGreaterThan(0);
    expect(delivered).toBeLessThan(40);
    const charged = minor(ended?.quote.price.value ?? '');
    expect(charged).toBe(Math.round(delivered * 800));
    const { owed, done } = await driver.refunded(ended);
    expect(owed).toMatchObject({ status: 'NOT-PAID', type: expect.any(String) });
    expect(done).toMatchObject({ id: owed?.id, status: 'PAID' });
    expect(charged + minor(owed?.params.amount ?? '')).toBe(32_000);
    expect(owed?.id).not.toBe(payment?.id);
    await driver.handle('unplug');

    const rated = await driver.ask('rating', { ratings: [{ id: orderId, rating_category: 'Order', value: '5' }] });
    const form = await call(rated.message?.feedback_form?.form.url ?? '', { method: 'GET' });
    expect(form.status).toBe(200);
    const helped = await driver.ask('support', { support: { ref_id: orderId, phone: '+91-9898989898' } });
    expect(helped.message?.support).toMatchObject({
      ref_id: expect.stringMatching(/^ticket-/),
      phone: expect.any(String),
      email: expect.any(String),
    });
  });

  it('books a window with an add-on for an amount of money, and is never charged more', async () => {
    const window = await windowIn(network, 60, 60);
    const wish = { window, quantity: { value: '99.99', unit: 'INR' }, addOns: ['pe-charging-01-addon-1'] };
    const driver = trip(wish);
    const quote = (await driver.select()).message?.order?.quote;
    expect(minor(quote?.price.value ?? '')).toBeLessThanOrEqual(9999);
    expect(minor(quote?.price.value ?? '')).toBeGreaterThan(9990);
    expect(quote?.breakup.map(({ title }) => title)).toEqual(
      expect.arrayContaining(['Free car wash', 'Reservation fee']),
    );
    await driver.book();

    const early = await driver.update('start-charging');
    expect(early.error?.code).toMatch(/^[45]\d{4}$/);
    await network.advance('PT60M');
    await driver.handle('plug');
    expect(stateOf((await driver.update('start-charging')).message?.order)).toBe('charging-started');
    await network.advance('PT30M');
    const { order } = (await driver.hearState('on_update', 'charging-ended')).message ?? {};
    expect(minor(order?.quote.price.value ?? '')).toBeLessThanOrEqual(9999);
    expect(order?.status).toBe('COMPLETE');
    await driver.handle('unplug');
  });

  it('has a battery swapped, which ends by itself after five minutes', async () => {
    const driver = trip({ ...swapStation });
    await driver.book();
    await driver.handle('plug');
    expect(stateOf((await driver.update('start-charging')).message?.order)).toBe('swap-started');
    await network.advance('PT5M');
    const { order } = (await driver.hearState('on_update', 'swap-ended')).message ?? {};
    expect(order).toMatchObject({ status: 'COMPLETE', quote: { price: { value: '40' } } });
    expect(order?.payments.filter(isRefund)).toEqual([]);
    await driver.handle('unplug');
  });

  it('cancels a paid booking and gets all back but the reservation fee', async () => {
    const driver = trip({ window: await windowIn(network, 60, 30) });
    const { id } = await driver.book();
    const reasons = await driver.ask('get_cancellation_reasons', {});
    const reason = reasons.message?.cancellation_reasons?.[0]?.id;
    const { order } = (await driver.ask('cancel', { order_id: id, cancellation_reason_id: reason })).message ?? {};
    expect(order).toMatchObject({ id, status: 'CANCELLED', quote: { price: { value: '-32' } } });
    expect(stateOf(order)).toBe('order-cancelled');
    expect(order?.cancellation).toMatchObject({ cancelled_by: 'CONSUMER', reason: { id: reason } });
    const { owed, done } = await driver.refunded(order);
    expect(owed).toMatchObject({ status: 'NOT-PAID', params: { amount: '32', currency: 'INR' } });
    expect(done).toMatchObject({ id: owed?.id, status: 'PAID' });
  });

  it('does not pay for what a broken charger did not deliver', async () => {
    const driver = trip({ quantity: kWh('40') });
    await driver.book();
    await driver.handle('plug');
    await driver.update('start-charging');
    await network.advance('PT6M');
    await driver.handle('fault');
    const { order } = (await driver.hearState('on_cancel', 'charger-error')).message ?? {};
    expect(order).toMatchObject({ status: 'CANCELLED', cancellation: { cancelled_by: 'PROVIDER' } });
    const delivered = Number(order?.items[0]?.quantity?.allocated?.measure.value);
    expect(minor(order?.quote.price.value ?? '')).toBe(Math.round(delivered * 800) - 32_000);
    const { owed, done } = await driver.refunded(order);
    expect(minor(owed?.params.amount ?? '')).toBe(-minor(order?.quote.price.value ?? ''));
    expect(done).toMatchObject({ id: owed?.id, status: 'PAID' });
    expect((await trip().select()).error).toMatchObject({ code: '40002' });
    await driver.handle('clear');
    await driver.handle('unplug');
    await expect.poll(async () => (await trip().select()).error, { timeout: 30_000 }).toBeUndefined();
  });

  it('does not come, loses the reservation fee and gets the rest back', async () => {
    const driver = trip({ window: await windowIn(network, 60, 30) });
    await driver.book();
    await network.advance('PT71M');
    const { order } = (await driver.hearState('on_cancel', 'order-cancelled')).message ?? {};
    expect(order?.cancellation).toMatchObject({ cancelled_by: 'PROVIDER', reason: { id: 'no_show' } });
    expect(order?.quote.price.value).toBe('-32');
    const { owed, done } = await driver.refunded(order);
    expect(owed).toMatchObject({ status: 'NOT-PAID', params: { amount: '32' } });
    expect(done?.id).toBe(owed?.id);
  });

  it('starts, does not plug in for ten minutes, and has to start again', async () => {
    const driver = trip();
    const { id } = await driver.book();
    expect(stateOf((await driver.update('start-charging')).message?.order)).toBe('charging-requested');
    await network.advance('PT10M');
    await driver.hearState('on_status', 'payment-completed');
    await driver.handle('plug');
    expect(stateOf((await driver.update('start-charging')).message?.order)).toBe('charging-started');
    await driver.ask('cancel', { order_id: id });
    await driver.handle('unplug');
  });

  it('is told when a hold has expired, before and after the init', async () => {
    const driver = trip();
    await driver.select();
    await network.advance('PT16M');
    expect((await driver.init()).error?.code).toBe('40003');
    await driver.select();
    const draft = await driver.init();
    await network.advance('PT16M');
    const lapsed = await driver.hearState('on_cancel', 'order-cancelled');
    expect(lapsed.message?.order?.cancellation?.cancelled_by).toBe('PROVIDER');
    expect((await driver.confirm(draft.message?.order)).error?.code).toBe('40003');
  });

  it('cannot confirm what was declined, nor pay twice', async () => {
    const driver = trip();
    await driver.select();
    const draft = await driver.init();
    const paymentId = draft.message?.order?.payments[0]?.id ?? '';
    const statuses = [];
    for (const verb of ['decline', 'decline', 'pay'] as const)
      statuses.push((await network.pay(paymentId, verb)).status);
    expect(statuses).toEqual([200, 200, 409]);
    expect((await driver.confirm(draft.message?.order)).error?.code).toBe('40000');
    expect((await driver.ask('cancel', { order_id: draft.message?.order?.id })).error).toBeUndefined();
    expect((await network.pay(randomUUID())).status).toBe(404);
    expect((await network.handle(['chargezone.in', 'pe-charging-01', '9'], 'plug')).status).toBe(404);
  });

  it.each([
    [{ value: '30', unit: 'min' }, '200', '25'],
    [{ value: '10', unit: 'INR' }, '10', '1.25'],
    [{ value: '4', unit: 'kWH' }, '32', '4'],
  ])('says how much in kWh, money or time: %j', async (quantity, price, energy) => {
    const { order } = (await trip({ quantity }).select()).message ?? {};
    expect(order?.quote.price.value).toBe(price);
    expect(order?.items[0]?.quantity?.selected?.measure).toEqual(kWh(energy));
  });

  it.each(['/tenant-1', '/'])('is called where it says, below its registered address: %s', async (path) => {
    const bap_uri = `${reader.url}${path}`;
    const { context } = await reader.ask('search', { intent: {} }, { context: { bap_uri } });
    expect(context.bap_uri).toBe(bap_uri);
  });

  it.each([undefined, 'example-bpp.com', 'chargezone-energy-bpp.com', 'energy-incentive-bpp.example.com'])(
    'reaches the provider as %s, which answers in its own name',
    async (bpp_id) => {
      const { context } = await peer.ask('search', { intent: {} }, { context: { bpp_id, bpp_uri: undefined } });
      expect(context.bpp_id).toBe('bpp.beckn-energy.local');
    },
  );

  it('finds nothing without an error where there is nothing', async () => {
    const { message, error } = await trip().ask('search', { intent: { descriptor: { name: 'hydrogen' } } });
    expect(error).toBeUndefined();
    expect(message?.catalog?.providers).toEqual([]);
  });

  it('is asked for ratings in categories that it can ask for', async () => {
    const { message } = await trip().ask('get_rating_categories', {});
    expect(message?.rating_categories).not.toEqual([]);
  });

  it('hears of each thing once: an answer under the id of its question, anything else under a new one', () => {
    const names = peer.callbacks.map(({ path, context }) => `${path} ${context.message_id}`);
    expect(new Set(names).size).toBe(names.length);
    const unsolicited = peer.callbacks.filter(({ context }) => !peer.sent.has(context.message_id));
    expect(new Set(unsolicited.map(({ path }) => path))).toEqual(new Set(['on_status', 'on_update', 'on_cancel']));
    const answered = peer.callbacks.filter(({ context }) => peer.sent.has(context.message_id));
    expect(answered.length).toBe(peer.sent.size);
  });
});

describeFinding(trip, () => network);
describeDocuments(reader, () => network);
