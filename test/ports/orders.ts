import { describe, expect, test } from 'vitest';
import { holdStore } from '../../lib/aws/hold-store.ts';
import { orderStore } from '../../lib/aws/order-store.ts';
import type { Entry, OrderKey } from '../../lib/flow/ports/orders.ts';
import { TooLarge } from '../../lib/flow/ports/too-large.ts';
import { bytesOf, entry, MOST_BYTES, newKey, upTo } from './entries.ts';
import { requestsDuring } from './requests.ts';

/** What the flow expects of whoever keeps histories. */
export function ordersContract(): void {
  describe('orders', () => {
    const orders = orderStore('Orders', { holds: () => holdStore('Holds') });

    test('gives back an entry as it was added', async () => {
      const key = newKey();
      const whole = entry(1, {
        events: [{ type: 'HelpRequested', ticketId: 'ticket-1', said: 'ठीक है 🔌 "\\\n' } as Entry['events'][number]],
        context: {
          domain: 'ev-charging',
          version: '1.1',
          action: 'select',
          transactionId: key.transactionId,
          messageId: 'm-1',
          timestamp: '2026-11-21T09:00:00Z',
          buyer: { id: key.buyerId, uri: 'https://rider.example/beckn' },
          received: { domain: 'dent:0.1.0', location: { city: { code: 'std:020' } } },
        },
      });
      expect(await orders.append(key, whole)).toBe(true);
      expect(await orders.history(key)).toEqual([whole]);
    });

    test('has entries in the order of their numbers, also beyond nine', async () => {
      const key = newKey();
      for (const one of upTo(12)) await orders.append(key, one);
      expect(await orders.history(key)).toEqual(upTo(12));
    });

    test('gives a sequence number once, and keeps what came first', async () => {
      const key = newKey();
      expect(await orders.append(key, entry(1))).toBe(true);
      expect(await orders.append(key, entry(1, { at: 7 }))).toBe(false);
      expect(await orders.history(key)).toEqual([entry(1)]);
    });

    test('tells one of twenty at once that it was first, and keeps its entry', async () => {
      const key = newKey();
      await orders.append(key, entry(1));
      const rivals = Array.from({ length: 20 }, (_, index) => entry(2, { at: index }));
      const added = await Promise.all(rivals.map((rival) => orders.append(key, rival)));
      expect(added.filter(Boolean)).toHaveLength(1);
      expect(await orders.history(key)).toEqual([entry(1), rivals[added.indexOf(true)]]);
    });

    test('has a history in whole when it takes more than a page', async () => {
      const key = newKey();
      const heavy = upTo(8).map((one) => ({ ...one, events: [{ type: 'x'.repeat(350_000) }] }));
      for (const one of heavy) await orders.append(key, one);
      const read = await orders.history(key);
      expect(read.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
      expect(read).toEqual(heavy);
    });

    test('keeps orders apart: of other buyers, and of longer transaction ids', async () => {
      const key = newKey();
      const others = [
        { ...key, buyerId: 'driver.example' },
        { ...key, transactionId: `${key.transactionId}0` },
      ];
      for (const [index, other] of others.entries()) await orders.append(other, entry(1, { at: index }));
      expect(await orders.history(key)).toEqual([]);
      await orders.append(key, entry(1, { at: 7 }));
      expect((await orders.history(key)).map(({ at }) => at)).toEqual([7]);
    });

    test.each([{ mayBeNew: true }, { mayBeNew: false }, undefined])('finds the same with the hint %o', async (hint) => {
      const key = newKey();
      expect(await orders.past(key, hint)).toEqual({ entries: [] });
      for (const one of upTo(3)) await orders.append(key, one);
      expect(await orders.past(key, hint)).toEqual({ entries: upTo(3) });
    });

    test('asks once for twenty histories that may be new', async () => {
      const keys = Array.from({ length: 20 }, newKey);
      const ask = (key: OrderKey) => orders.past(key, { mayBeNew: true });
      expect(await requestsDuring(() => Promise.all(keys.map(ask)))).toEqual(['BatchGetItem']);
    });

    test('asks once for a history that is there', async () => {
      const key = newKey();
      await orders.append(key, entry(1));
      expect(await requestsDuring(() => orders.history(key))).toEqual(['Query']);
    });

    describe('an entry', () => {
      /** As large as an item with it may just be, and with so many bytes more. */
      function largest(key: OrderKey, more = 0): Entry {
        const filled = (bytes: number) => entry(1, { events: [{ type: 'x'.repeat(bytes) }] });
        const sized = {
          pk: `${key.buyerId}#${key.transactionId}`,
          sk: 'x'.repeat(21),
          entry: JSON.stringify(filled(0)),
        };
        return filled(MOST_BYTES - bytesOf(sized) + more);
      }

      test('is added where it just fits into its item', async () => {
        const key = newKey();
        expect(await orders.append(key, largest(key))).toBe(true);
        expect(await orders.history(key)).toEqual([largest(key)]);
      });

      test('is refused before it is sent where it does not, and so is its mark', async () => {
        const key = newKey();
        const mark = { contact: 'आशा', order: 'rider.example#यात्रा', until: 1_800_000_000_000, open: true };
        const asked = await requestsDuring(() =>
          expect(orders.append(key, largest(key, 1), { mark })).rejects.toThrow(TooLarge),
        );
        expect(asked).toEqual([]);
      });
    });

    test('fails where it could not be asked, instead of finding nothing', async () => {
      const lost = orderStore('Nowhere', { holds: () => holdStore('Nowhere') });
      await expect(lost.history(newKey())).rejects.toThrow();
      await expect(lost.past(newKey(), { mayBeNew: true })).rejects.toThrow();
      await expect(lost.append(newKey(), entry(1))).rejects.toThrow();
      await expect(lost.openHolds('rider.example', '+91', 0)).rejects.toThrow();
    });
  });
}
