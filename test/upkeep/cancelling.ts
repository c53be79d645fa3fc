import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { orderIdOf } from '../../lib/flow/order/order-id.ts';
import { cancel } from '../../lib/upkeep/cancel.ts';
import { UsageError } from '../../lib/upkeep/command.ts';
import { createQueue, take } from '../ports/sqs.ts';
import { deployed, run } from './operating.ts';
import { make } from './orders.ts';

let url: string;
let stage: ReturnType<typeof deployed>;

const say = (order: string, ...argv: readonly string[]) =>
  run(cancel, stage, '--order', order, '--reason', 'maintenance', ...argv);

/** What an operator expects of cancelling an order, wherever histories and queues are. */
export function cancelContract(): void {
  describe('cancelling an order for the provider', () => {
    beforeAll(async () => {
      url = await createQueue();
      stage = deployed({ OrdersTable: 'Orders', NamesTable: 'Names', ReportsQueueUrl: url });
    });
    beforeEach(() => take(url));

    test.each(['initiated', 'booked', 'charging'] as const)('is reported to one that is %s', async (state) => {
      const key = await make(state);
      const order = orderIdOf(key);
      const { last, isWell } = await say(order, '--words', 'The road is closed', '--yes');
      expect(isWell).toBe(true);
      expect(last).toEqual({ queued: 'CancelByProvider', order, stage: state, reason: 'maintenance' });
      expect(await take(url)).toEqual([
        {
          kind: 'report',
          subject: { action: 'staff', transactionId: key.transactionId },
          body: {
            about: { key },
            command: { type: 'CancelByProvider', reason: 'maintenance', words: 'The road is closed' },
          },
        },
      ]);
    });

    test('changes nothing without --yes', async () => {
      const { last, isWell } = await say(orderIdOf(await make('booked')));
      expect(last).toMatchObject({ wouldQueue: 'CancelByProvider', stage: 'booked' });
      expect(isWell).toBe(true);
      expect(await take(url)).toEqual([]);
    });

    test.each([
      ['is over', 'settled', 'maintenance', /over already/],
      ['is cancelled for no reason of staff', 'booked', 'no_show', /station_closed, maintenance/],
    ] as const)('says why not, of one that %s', async (_, state, reason, why) => {
      const order = orderIdOf(await make(state));
      const { last, isWell } = await run(cancel, stage, '--order', order, '--reason', reason, '--yes');
      expect(last).toMatchObject({ refused: expect.stringMatching(why), order });
      expect(isWell).toBe(false);
      expect(await take(url)).toEqual([]);
    });

    test('asks for an order that is there', async () => {
      await expect(say('order-of-nobody', '--yes')).rejects.toThrow(UsageError);
    });
  });
}
