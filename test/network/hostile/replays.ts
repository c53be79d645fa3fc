import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { LocalNetwork } from '../local-network.ts';
import type { Callback, Peer } from '../peer.ts';
import { chargezone, kWh, Trip, windowIn } from '../trip.ts';
import { expectAck } from './refusal.ts';

const LATE_MS = 1000;

/** The same message again, and another one under its name. */
export function describeReplays(buyer: Peer, other: Peer, network: () => LocalNetwork): void {
  const about = (transactionId: string, path: string): readonly Callback[] =>
    buyer.callbacks.filter(({ context, path: one }) => one === path && context.transaction_id === transactionId);

  const trip = async (startsIn: number) =>
    new Trip(buyer, network(), { ...chargezone, quantity: kWh('4'), window: await windowIn(network(), startsIn, 15) });

  describe('a replay', () => {
    it.each(['search', 'select', 'select alone', 'init', 'support'])(
      'of %s is acknowledged each time and answered once',
      async (name) => {
        const [action = ''] = name.split(' ');
        const driver = await trip(1440);
        if (name !== 'search' && name !== 'select alone') await driver.select();
        if (action === 'support') await driver.init();
        const transactionId = driver.transactionId;
        const path = `on_${action}`;
        const before = about(transactionId, path).length;
        const message = {
          search: { intent: {} },
          select: { order: driver.selection },
          'select alone': { order: { provider: driver.selection.provider } },
          init: { order: driver.initiation },
          support: { support: { order_id: `order-${transactionId}` } },
        }[name];
        const body = JSON.stringify({ context: buyer.context(action, { transaction_id: transactionId }), message });
        const headers = buyer.headersFor(body);
        const first = await Promise.all(Array.from({ length: 5 }, () => buyer.post(action, body, headers)));
        await expect.poll(() => about(transactionId, path).length).toBe(before + 1);
        const later = await Promise.all(Array.from({ length: 4 }, () => buyer.post(action, body, headers)));
        const signedAgain = await buyer.post(action, body);
        for (const answer of [...first, ...later, signedAgain]) expectAck(answer);
        await sleep(LATE_MS);
        expect(about(transactionId, path).length).toBe(before + 1);
        await buyer.ask('cancel', { order_id: `order-${transactionId}` });
      },
    );
  });

  describe('one message id', () => {
    it('with another body is another request', async () => {
      const driver = await trip(1500);
      const context = { transaction_id: driver.transactionId, message_id: randomUUID() };
      const prices = [];
      for (const value of ['1', '2', '3']) {
        const [item] = driver.selection.items;
        const order = { ...driver.selection, items: [{ ...item, quantity: { selected: { measure: kWh(value) } } }] };
        prices.push((await buyer.ask('select', { order }, { context })).message?.order?.quote.price.value);
      }
      expect(prices).toEqual(['16', '24', '32']);
    });

    it('from another buyer, even in the same transaction, is a request of its own', async () => {
      const context = { transaction_id: randomUUID(), message_id: randomUUID() };
      const wish = async (startsIn: number) => ({
        ...chargezone,
        quantity: kWh('1'),
        window: await windowIn(network(), startsIn, 15),
      });
      const [mine, theirs] = [
        new Trip(buyer, network(), await wish(1520)),
        new Trip(other, network(), await wish(1540)),
      ];
      const paid = [];
      for (const { peer, selection, initiation } of [mine, theirs]) {
        await peer.ask('select', { order: selection }, { context });
        const { message, error } = await peer.ask('init', { order: initiation }, { context });
        expect(error).toBeUndefined();
        expect(message?.order?.quote.price.value).toBe('16');
        paid.push(message?.order?.payments[0]?.id);
      }
      expect(new Set(paid).size).toBe(2);
      for (const peer of [buyer, other]) {
        const cancelled = await peer.ask('cancel', { order_id: `order-${context.transaction_id}` });
        expect(cancelled.message?.order?.status).toBe('CANCELLED');
      }
    });

    it('with another body does not undo what was done under it', async () => {
      const driver = await trip(1560);
      await driver.select();
      const draft = await driver.init();
      await network().pay(draft.message?.order?.payments[0]?.id ?? '');
      const context = { transaction_id: driver.transactionId, message_id: randomUUID() };
      const order = driver.confirmation(draft.message?.order);
      const first = await buyer.ask('confirm', { order }, { context });
      expect(first.message?.order?.status).toBe('ACTIVE');
      const changed = { ...order, fulfillments: [{ id: '2' }] };
      const second = await buyer.ask('confirm', { order: changed }, { context });
      expect(second.error?.code).toBe('40001');
      const { message } = await driver.ask('status', { order_id: first.message?.order?.id });
      expect(message?.order).toMatchObject({ status: 'ACTIVE', fulfillments: [{ id: '1' }] });
      await driver.ask('cancel', { order_id: first.message?.order?.id });
    });
  });
}
