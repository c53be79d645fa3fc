import { describe, expect, test } from 'vitest';
import { orderStore } from '../../lib/aws/order-store.ts';
import type { Entry, OrderKey, Snapshot } from '../../lib/flow/ports.ts';
import { requestsDuring } from './requests.ts';

let count = 0;
const newKey = (): OrderKey => ({ buyerId: 'rider.example', transactionId: `snapshots-${++count}` });

const entry = (sequence: number, filled = 0): Entry => ({
  sequence,
  cause: { action: 'select', messageId: `m-${sequence}`, digest: 'd', delivery: `delivery-${sequence}` },
  at: 1_800_000_000_000 + sequence,
  business: 'ev-charging',
  events: [{ type: `OrderQuoted${'x'.repeat(filled)}` }],
});

const upTo = (last: number, filled?: number) => Array.from({ length: last }, (_, index) => entry(index + 1, filled));

const snapshotAt = (sequence: number, state: object = { folded: sequence }): Snapshot => ({
  sequence,
  business: 'ev-charging',
  state,
  since: 7,
  messages: sequence,
  causes: ['one', 'two'],
});

/** What the flow expects of whoever keeps histories, once they are long. */
export function snapshotsContract(): void {
  describe('snapshots', () => {
    const orders = orderStore('Orders', 'one-shape');

    /** Entries as the flow adds them. */
    async function grown(entries: readonly Entry[]): Promise<OrderKey> {
      const key = newKey();
      for (const one of entries) {
        const snapshot = one.sequence % 8 === 0 ? snapshotAt(one.sequence) : undefined;
        await orders.append(key, one, { snapshot });
      }
      return key;
    }

    test.each([
      [7, { entries: upTo(7) }],
      [8, { snapshot: snapshotAt(8), entries: [] }],
      [15, { snapshot: snapshotAt(8), entries: upTo(15).slice(8) }],
      [19, { snapshot: snapshotAt(16), entries: upTo(19).slice(16) }],
    ])('of %i entries the last is read, and what came after it, in one request', async (last, past) => {
      const key = await grown(upTo(last));
      expect(await requestsDuring(async () => expect(await orders.past(key)).toEqual(past))).toEqual(['Query']);
      expect(await orders.history(key)).toEqual(upTo(last));
    });

    test.each(['another-shape', undefined])('are not read by who folds in another way: %s', async (shape) => {
      const key = await grown(upTo(9));
      expect(await orderStore('Orders', shape).past(key)).toEqual({ entries: upTo(9) });
    });

    test('are not needed: without any, the whole history is read', async () => {
      const key = newKey();
      for (const one of upTo(12)) await orders.append(key, one);
      expect(await orders.past(key)).toEqual({ entries: upTo(12) });
    });

    test('are not awaited where the last entries take more than a page: the whole history is read', async () => {
      const heavy = upTo(7, 350_000);
      const key = await grown(heavy);
      expect(await orders.past(key)).toEqual({ entries: heavy });
    });

    test('are left out where an entry only fits without', async () => {
      const key = newKey();
      const snapshot = snapshotAt(1, { words: 'x'.repeat(300_000) });
      expect(await orders.append(key, entry(1, 300_000), { snapshot })).toBe(true);
      expect(await orders.past(key)).toEqual({ entries: [entry(1, 300_000)] });
    });
  });
}
