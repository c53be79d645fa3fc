import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { faultsOf } from './judge.ts';
import { type LocalNetwork, startLocalNetwork } from './local-network.ts';
import { Peer } from './peer.ts';
import { chargezone, kWh, swapStation, Trip, type Wish, windowIn } from './trip.ts';
import { isRefund, type Order } from './wire.ts';

/** What buyers are promised about money and time, as they see it. */
const collector = await new Peer('collector.example.org').open();
const other = await new Peer('other.example.org').open();
let network: LocalNetwork;

beforeAll(async () => {
  network = await startLocalNetwork([collector.registration({ collects: true }), other.registration()]);
  for (const peer of [collector, other]) peer.join(network.url);
});

afterAll(async () => {
  await network?.stop();
  await Promise.all([collector.close(), other.close()]);
});

afterEach(() => {
  for (const peer of [collector, other])
    expect(peer.callbacks.flatMap((callback) => faultsOf(callback, peer, network.url))).toEqual([]);
});

const trip = (peer: Peer, wish: Partial<Wish> = {}) =>
  new Trip(peer, network, { ...chargezone, quantity: kWh('4'), ...wish });

describe('money that the buyer platform collects', () => {
  const byBuyer = { type: 'PRE-ORDER', collected_by: 'BAP' };
  const initiate = (driver: Trip) => driver.ask('init', { order: { ...driver.initiation, payments: [byBuyer] } });
  const receipt = (draft: Order | undefined, params: object = { transaction_id: 'txn-1' }) => {
    const [payment] = draft?.payments ?? [];
    return { ...byBuyer, id: payment?.id, status: 'PAID', params: { ...payment?.params, ...params } };
  };
  const confirm = (driver: Trip, payment: object) =>
    driver.ask('confirm', { order: { ...driver.initiation, payments: [payment] } });

  it('is paid by what a trusted one says in its confirm, and goes back through it', async () => {
    const driver = trip(collector, { window: await windowIn(network, 100, 30) });
    await driver.select();
    const draft = (await initiate(driver)).message?.order;
    expect(draft?.payments).toMatchObject([{ collected_by: 'BAP', status: 'NOT-PAID', params: { amount: '40' } }]);
    expect(draft?.payments[0]?.url).toBeUndefined();

    expect((await confirm(driver, receipt(draft, {}))).error?.code).toBe('40000');
    expect((await confirm(driver, receipt(draft, { transaction_id: 'txn-1', amount: '39' }))).error?.code).toBe(
      '40000',
    );
    const booked = (await confirm(driver, receipt(draft))).message?.order;
    expect(booked).toMatchObject({
      status: 'ACTIVE',
      payments: [{ collected_by: 'BAP', status: 'PAID', params: { amount: '40', transaction_id: 'txn-1' } }],
    });
    expect((await confirm(driver, receipt(draft))).error?.code).toBe('40001');
    expect((await network.pay(draft?.payments[0]?.id ?? '')).status).toBe(404);

    const { order } = (await driver.ask('cancel', { order_id: booked?.id })).message ?? {};
    expect(order?.quote.price.value).toBe('-32');
    expect(order?.payments.filter(isRefund)).toMatchObject([
      { collected_by: 'BAP', status: 'NOT-PAID', params: { amount: '32' } },
    ]);
    await network.advance('PT5M');
    const after = (await driver.ask('status', { order_id: booked?.id })).message?.order;
    expect(after?.payments.filter(isRefund)).toMatchObject([{ collected_by: 'BAP', status: 'NOT-PAID' }]);
  });

  it('is collected by us for who is not trusted, whatever he says', async () => {
    const driver = trip(other, { window: await windowIn(network, 200, 30) });
    await driver.select();
    const draft = (await initiate(driver)).message?.order;
    expect(draft?.payments).toMatchObject([{ collected_by: 'BPP', url: expect.stringMatching(/^http/) }]);
    expect((await confirm(driver, receipt(draft))).error?.code).toBe('40000');
    await network.pay(draft?.payments[0]?.id ?? '');
    await driver.hearState('on_status', 'payment-completed');
    expect((await confirm(driver, receipt(draft))).message?.order?.status).toBe('ACTIVE');
  });

  it('has its payment window too', async () => {
    const driver = trip(collector, { window: await windowIn(network, 300, 30) });
    await driver.select();
    const draft = (await initiate(driver)).message?.order;
    await network.advance('PT16M');
    const lapsed = (await driver.hearState('on_cancel', 'order-cancelled')).message?.order;
    expect(lapsed?.cancellation?.reason?.id).toBe('payment_timeout');
    expect((await confirm(driver, receipt(draft))).error?.code).toBe('40003');
  });

  it('may be collected by us after all, by a later init', async () => {
    const driver = trip(collector, { window: await windowIn(network, 400, 30) });
    await driver.select();
    const first = (await initiate(driver)).message?.order;
    const second = (await driver.init()).message?.order;
    expect(second?.payments).toMatchObject([{ collected_by: 'BPP', url: expect.stringMatching(/^http/) }]);
    expect((await confirm(driver, receipt(first))).error?.code).toBe('40000');
    await network.pay(second?.payments[0]?.id ?? '');
    await driver.hearState('on_status', 'payment-completed');
    expect((await driver.confirm(second)).message?.order?.status).toBe('ACTIVE');
  });
});

describe('the terms', () => {
  it('say before the payment what not coming costs, and so it is', async () => {
    const window = await windowIn(network, 500, 30);
    const driver = trip(other, { window });
    await driver.select();
    const draft = (await driver.init()).message?.order;
    const code = (name: string) => expect.objectContaining({ descriptor: { code: name } });
    expect(draft?.cancellation_terms).toContainEqual(
      expect.objectContaining({
        fulfillment_state: code('no-show'),
        cancel_by: { timestamp: new Date(window.start + 10 * 60_000).toISOString() },
        cancellation_fee: { amount: { value: '8', currency: 'INR' } },
      }),
    );
    expect(draft?.refund_terms).toContainEqual({
      fulfillment_state: code('no-show'),
      refund_eligible: true,
      refund_amount: { value: '32', currency: 'INR' },
    });
    await network.pay(draft?.payments[0]?.id ?? '');
    await driver.hearState('on_status', 'payment-completed');
    await driver.confirm(draft);
    await network.advance('PT511M');
    const { order } = (await driver.hearState('on_cancel', 'order-cancelled')).message ?? {};
    expect(order?.cancellation?.reason?.id).toBe('no_show');
    expect(order?.payments.filter(isRefund)).toMatchObject([{ params: { amount: '32' } }]);
  });
});

it('is sold a swap from 1 kWh, as the catalogue says', async () => {
  const swap = (value: string) => trip(other, { ...swapStation, quantity: kWh(value) }).select();
  expect((await swap('0.999')).error?.code).toBe('40000');
  const { order } = (await swap('1')).message ?? {};
  expect(order?.items).toMatchObject([{ quantity: { minimum: { measure: kWh('1') } } }]);
});

describe('a message', () => {
  const heard = (driver: Trip, path: string) =>
    other.callbacks.filter((one) => one.path === path && one.context.transaction_id === driver.transactionId);
  const bytes = (driver: Trip, action: string, message: object, ago = 0) => {
    const timestamp = new Date(Date.now() - ago).toISOString();
    return JSON.stringify({
      context: other.context(action, { transaction_id: driver.transactionId, timestamp }),
      message,
    });
  };

  it('that is older than what it would replace changes nothing', async () => {
    const driver = trip(other, { window: await windowIn(network, 700, 30) });
    expect((await driver.select()).error).toBeUndefined();
    await other.post(
      'select',
      bytes(driver, 'select', { order: { ...driver.selection, fulfillments: [{ id: '2' }] } }, 5000),
    );
    await expect.poll(() => heard(driver, 'on_select').length).toBe(2);
    expect(heard(driver, 'on_select')[1]?.error?.code).toBe('40001');
    const draft = (await driver.init()).message?.order;
    expect(draft?.fulfillments).toMatchObject([{ id: '1' }]);
    await other.post('init', bytes(driver, 'init', { order: driver.initiation }, 5000));
    await expect.poll(() => heard(driver, 'on_init').length).toBe(2);
    expect(heard(driver, 'on_init')[1]?.error?.code).toBe('40001');
  });

  it('is a new try when the same bytes come after an error', async () => {
    const window = await windowIn(network, 800, 30);
    const [rival, driver] = [trip(other, { window }), trip(other, { window })];
    await rival.select();
    const held = (await rival.init()).message?.order;
    const body = bytes(driver, 'select', { order: driver.selection });
    for (let tries = 1; tries <= 2; tries++) {
      await other.post('select', body);
      await expect.poll(() => heard(driver, 'on_select').length).toBe(tries);
      expect(heard(driver, 'on_select').at(-1)?.error?.code).toBe('40002');
    }
    await rival.ask('cancel', { order_id: held?.id });
    await expect
      .poll(async () => {
        await other.post('select', body);
        await sleep(300);
        return heard(driver, 'on_select').at(-1)?.error;
      })
      .toBeUndefined();
    const answers = heard(driver, 'on_select').length;
    await other.post('select', body);
    await sleep(1000);
    expect(heard(driver, 'on_select')).toHaveLength(answers);
  });

  it.each(['search', 'status', 'track'])('of %s gets one callback, however often its bytes come', async (action) => {
    const driver = trip(other);
    const message = action === 'search' ? { intent: {} } : { order_id: `order-${driver.transactionId}` };
    const body = bytes(driver, action, message);
    for (let times = 0; times < 3; times++) {
      await Promise.all([other.post(action, body), other.post(action, body)]);
      await expect.poll(() => heard(driver, `on_${action}`).length).toBe(1);
    }
    await sleep(1000);
    expect(heard(driver, `on_${action}`)).toHaveLength(1);
  });
});

describe('one transaction', () => {
  it('holds unpaid for 45 minutes in all, however often it begins again', async () => {
    const driver = trip(other, { window: await windowIn(network, 900, 30) });
    await driver.select();
    const begun = await network.now();
    for (let round = 0; round < 3; round++) {
      expect((await driver.init()).error).toBeUndefined();
      await network.advance('PT14M');
    }
    const { order } = (await driver.init()).message ?? {};
    const { time } = Object(order?.payments[0]);
    expect(Math.abs(Date.parse(time.range.end) - begun - 45 * 60_000)).toBeLessThan(30_000);
    await network.advance('PT4M');
    await driver.hearState('on_cancel', 'order-cancelled');
    await driver.select();
    expect((await driver.init()).error?.code).toBe('40000');
  });

  it('can be updated and cancelled after its 200 messages', async () => {
    const driver = trip(other, { window: await windowIn(network, 1000, 30) });
    const { id } = await driver.book();
    for (let count = 3; count < 200; count++) await driver.ask('support', { support: { order_id: id } });
    expect((await driver.ask('support', { support: { order_id: id } })).error?.code).toBe('40000');
    // Its window has not begun: the order itself says no.
    expect((await driver.update('start-charging')).error?.code).toBe('50002');
    const { order } = (await driver.ask('cancel', { order_id: id })).message ?? {};
    expect(order?.status).toBe('CANCELLED');
  }, 120_000);
});
