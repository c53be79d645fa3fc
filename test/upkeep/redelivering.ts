import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { orderIdOf } from '../../lib/flow/order/order-id.ts';
import type { Callback } from '../../lib/flow/ports/callbacks.ts';
import type { OrderKey } from '../../lib/flow/ports/orders.ts';
import { UsageError } from '../../lib/upkeep/command.ts';
import { redeliver } from '../../lib/upkeep/redeliver.ts';
import { createQueue, take, takeBodies } from '../ports/sqs.ts';
import { deployed, run } from './operating.ts';
import { make } from './orders.ts';

let url: string;
let stage: ReturnType<typeof deployed>;

const again = (key: OrderKey, ...argv: readonly string[]) =>
  run(redeliver, stage, '--buyer', key.buyerId, '--transaction', key.transactionId, ...argv);

async function sent() {
  const callbacks = (await takeBodies(url)) as readonly Callback[]; // written by our own code alone
  return callbacks.map(({ action, receiver, url, messageId, body }) => {
    const { context, message, error } = JSON.parse(body);
    return { action, receiver, url, messageId, context, order: message?.order, error };
  });
}

/** What an operator expects of sending callbacks once more, wherever histories and queues are. */
export function redeliverContract(): void {
  describe('sending callbacks once more', () => {
    beforeAll(async () => {
      url = await createQueue();
      const outputs = { OrdersTable: 'Orders', NamesTable: 'Names', CallbacksQueueUrl: url };
      stage = deployed({ ...outputs, SubscriberId: 'bpp.example', ApiUrl: 'https://bpp.example' });
    });
    beforeEach(() => take(url));

    test.each([
      ['initiated', 'on_status', 'order-initiated'],
      ['charging', 'on_status', 'charging-started'],
      ['settled', 'on_update', 'charging-ended'],
    ] as const)('tells of an order that is %s by %s', async (state, action, code) => {
      const key = await make(state);
      const { last, isWell } = await again(key, '--yes');
      expect(isWell).toBe(true);
      const [callback, ...more] = await sent();
      expect(more).toEqual([]);
      expect(last).toEqual({ sent: action, message: callback?.messageId, transaction: key.transactionId });
      expect(callback).toMatchObject({
        action,
        receiver: key.buyerId,
        url: 'https://rider.example/beckn',
        context: {
          action,
          transaction_id: key.transactionId,
          bpp_id: 'bpp.example',
          bpp_uri: 'https://bpp.example/bpp',
        },
      });
      expect(callback?.order.fulfillments[0].state.descriptor.code).toBe(code);
    });

    test('has the same message id as long as the order is the same, and none of a request', async () => {
      const key = await make('charging');
      for (const _ of [1, 2]) await again(key, '--yes');
      const [one, other] = await sent();
      expect(one?.messageId).toBe(other?.messageId);
      expect(one?.messageId).not.toMatch(/^m-/);
    });

    test.each([
      ['m-select', 'on_select', undefined],
      ['m-init', 'on_init', 'order-initiated'],
      ['m-confirm', 'on_confirm', 'payment-completed'],
      ['m-start', 'on_update', 'charging-started'],
      ['m-stop', 'on_update', 'charging-ended'],
    ])('sends the reply to %s as it was then', async (message, action, code) => {
      const key = await make('settled');
      expect((await again(key, '--message', message, '--yes')).isWell).toBe(true);
      const [callback, ...more] = await sent();
      expect(more).toEqual([]);
      expect(callback).toMatchObject({ action, messageId: message, context: { message_id: message } });
      expect(callback?.order.fulfillments[0].state?.descriptor.code).toBe(code);
    });

    test('sends a refusal as it was then', async () => {
      const key = await make('refused');
      await again(key, '--message', 'm-early', '--yes');
      expect(await sent()).toMatchObject([{ action: 'on_confirm', error: { code: '30010' } }]);
    });

    describe('of an order that was named', () => {
      const ofOrder = (order: string, ...argv: readonly string[]) => run(redeliver, stage, '--order', order, ...argv);

      test('finds it without its buyer', async () => {
        const key = await make('settled');
        expect((await ofOrder(orderIdOf(key), '--yes')).isWell).toBe(true);
        expect((await ofOrder(orderIdOf(key), '--message', 'm-init', '--yes')).isWell).toBe(true);
        const callbacks = await sent();
        expect(callbacks.map(({ action }) => action).toSorted()).toEqual(['on_init', 'on_update']);
        for (const { receiver, order } of callbacks)
          expect({ receiver, id: order.id }).toEqual({ receiver: key.buyerId, id: orderIdOf(key) });
      });

      test('asks for the buyer where two have an order of that id', async () => {
        const key = await make('charging');
        const other = await make('charging', { ...key, buyerId: 'driver.example' });
        const order = orderIdOf(key);
        await expect(ofOrder(order, '--yes')).rejects.toThrow(UsageError);
        await expect(ofOrder(order, '--yes')).rejects.toThrow(/^--buyer: .*(rider|driver).example/);
        expect(await sent()).toEqual([]);
        for (const { buyerId } of [key, other]) {
          await ofOrder(order, '--buyer', buyerId, '--yes');
          expect((await sent()).map(({ receiver }) => receiver)).toEqual([buyerId]);
        }
      });

      test.each([
        ['nobody has', () => ofOrder('order-of-nobody', '--yes')],
        [
          'this buyer has not',
          async () => ofOrder(orderIdOf(await make('booked')), '--buyer', 'nobody.example', '--yes'),
        ],
        ['only was quoted', async () => ofOrder(orderIdOf(await make('quoted')), '--yes')],
      ])('says so of one that %s', async (_, asked) => {
        await expect(asked()).rejects.toThrow(/^--order: there is no order/);
        expect(await sent()).toEqual([]);
      });
    });

    test('sends nothing without --yes', async () => {
      const key = await make('settled');
      expect((await again(key)).lines).toMatchObject([{ wouldSend: 'on_update' }]);
      expect((await again(key, '--message', 'm-init')).lines).toMatchObject([{ wouldSend: 'on_init' }]);
      expect(await sent()).toEqual([]);
    });

    test('says what it cannot send', async () => {
      const helped = await make('helped');
      const nobody = { ...helped, buyerId: 'nobody.example' };
      for (const asked of [
        () => again(nobody, '--yes'),
        async () => again(await make('quoted'), '--yes'),
        () => again(helped, '--message', 'm-unknown', '--yes'),
        () => again(helped, '--message', 'm-help', '--yes'),
      ]) {
        const { lines, isWell } = await asked();
        expect(lines).toMatchObject([{ nothing: expect.any(String) }]);
        expect(isWell).toBe(false);
      }
      expect(await sent()).toEqual([]);
    });
  });
}
