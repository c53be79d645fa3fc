import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';
import { dynamodb } from '../../lib/aws/clients.ts';
import { holdStore } from '../../lib/aws/hold-store.ts';
import { orderStore } from '../../lib/aws/order-store.ts';
import { nameOf } from '../../lib/flow/order/order-id.ts';
import type { OrderKey } from '../../lib/flow/ports/orders.ts';
import { cutOff, meanwhile } from './requests.ts';

const AT = 1_800_000_000_000;
const UNTIL = AT + 900_000;
let count = 0;

const itemsOfHolds = async () =>
  (await dynamodb().send(new ScanCommand({ TableName: 'Holds', Select: 'COUNT' }))).Count ?? 0;

/** What the flow expects of whoever counts holds: each test has a buyer and a contact of its own. */
export function openHoldsContract(): void {
  describe('open holds', () => {
    const orders = orderStore('Orders', { holds: () => holdStore('Holds') });
    const sequences = new Map<string, number>();

    const somebody = () => {
      count += 1;
      return { buyerId: `rider-${count}.example`, contact: `+91-9000${count}` };
    };

    const order = (buyerId: string): OrderKey => ({ buyerId, transactionId: crypto.randomUUID() });

    function entryOf(sequence: number) {
      const cause = { action: 'init', messageId: `${sequence}`, digest: '', delivery: `${sequence}` };
      return { sequence, cause, at: AT, writtenAt: AT, business: 'ev-charging', events: [] } as const;
    }

    async function mark(key: OrderKey, contact: string, open: boolean, until = UNTIL) {
      const name = nameOf(key);
      const sequence = (sequences.get(name) ?? 0) + 1;
      sequences.set(name, sequence);
      await orders.append(key, entryOf(sequence), { mark: { contact, order: name, until, open } });
      return name;
    }

    test('are none for who never held anything', async () => {
      const { buyerId, contact } = somebody();
      expect(await orders.openHolds(buyerId, contact, AT)).toEqual({ ofBuyer: [], ofContact: [] });
    });

    test('are counted for the buyer platform and for the contact', async () => {
      const { buyerId, contact } = somebody();
      const id = await mark(order(buyerId), contact, true);
      expect(await orders.openHolds(buyerId, contact, AT)).toEqual({ ofBuyer: [id], ofContact: [id] });
    });

    test('are not counted for other buyers and other contacts', async () => {
      const { buyerId, contact } = somebody();
      const other = somebody();
      const id = await mark(order(buyerId), contact, true);
      expect(await orders.openHolds(other.buyerId, contact, AT)).toEqual({ ofBuyer: [], ofContact: [] });
      expect(await orders.openHolds(buyerId, other.contact, AT)).toEqual({ ofBuyer: [id], ofContact: [] });
    });

    test('of one contact are counted for each buyer platform, and no platform learns of another', async () => {
      const { buyerId, contact } = somebody();
      const other = somebody();
      const [own, theirs] = [
        await mark(order(buyerId), contact, true),
        await mark(order(other.buyerId), contact, true),
      ];
      expect((await orders.openHolds(buyerId, contact, AT)).ofContact).toEqual([own]);
      expect((await orders.openHolds(other.buyerId, contact, AT)).ofContact).toEqual([theirs]);
    });

    test('end when they are closed', async () => {
      const { buyerId, contact } = somebody();
      const key = order(buyerId);
      await mark(key, contact, true);
      await mark(key, contact, false);
      expect(await orders.openHolds(buyerId, contact, AT)).toEqual({ ofBuyer: [], ofContact: [] });
    });

    test('end when they lapse', async () => {
      const { buyerId, contact } = somebody();
      const id = await mark(order(buyerId), contact, true);
      expect((await orders.openHolds(buyerId, contact, UNTIL - 1)).ofBuyer).toEqual([id]);
      expect((await orders.openHolds(buyerId, contact, UNTIL + 1)).ofBuyer).toEqual([]);
    });

    test('last as long as they are renewed, and count once', async () => {
      const { buyerId, contact } = somebody();
      const key = order(buyerId);
      await mark(key, contact, true, UNTIL);
      const id = await mark(key, contact, true, UNTIL + 1000);
      expect((await orders.openHolds(buyerId, contact, AT)).ofBuyer).toEqual([id]);
      expect((await orders.openHolds(buyerId, contact, UNTIL + 500)).ofBuyer).toEqual([id]);
      await mark(key, contact, false, UNTIL + 1000);
      expect((await orders.openHolds(buyerId, contact, AT)).ofBuyer).toEqual([]);
    });

    test('have ended at the very moment at which they lapse', async () => {
      const { buyerId, contact } = somebody();
      await mark(order(buyerId), contact, true);
      expect((await orders.openHolds(buyerId, contact, UNTIL)).ofBuyer).toEqual([]);
    });

    test('end when they are closed, also where the last renewal was shorter', async () => {
      const { buyerId, contact } = somebody();
      const key = order(buyerId);
      await mark(key, contact, true, UNTIL);
      await mark(key, contact, true, UNTIL - 1000);
      await mark(key, contact, false, UNTIL - 1000);
      expect((await orders.openHolds(buyerId, contact, AT)).ofBuyer).toEqual([]);
    });

    test('can be taken again after they were closed', async () => {
      const { buyerId, contact } = somebody();
      const key = order(buyerId);
      await mark(key, contact, true, UNTIL);
      await mark(key, contact, false, UNTIL);
      const id = await mark(key, contact, true, UNTIL + 1);
      expect(await orders.openHolds(buyerId, contact, AT)).toEqual({ ofBuyer: [id], ofContact: [id] });
    });

    test('of orders with the same transaction id at two buyer platforms are two', async () => {
      const [one, other] = [somebody(), somebody()];
      const { transactionId } = order(one.buyerId);
      const ids = [
        await mark({ buyerId: one.buyerId, transactionId }, one.contact, true),
        await mark({ buyerId: other.buyerId, transactionId }, one.contact, true),
      ];
      const open = () => Promise.all([one, other].map(({ buyerId }) => orders.openHolds(buyerId, one.contact, AT)));
      expect((await open()).map(({ ofContact }) => ofContact)).toEqual([[ids[0]], [ids[1]]]);
      await mark({ buyerId: one.buyerId, transactionId }, one.contact, false);
      expect((await open()).map(({ ofContact }) => ofContact)).toEqual([[], [ids[1]]]);
    });

    test('of an order that another of the same buyer outlives are told apart', async () => {
      const { buyerId, contact } = somebody();
      const [closed, open] = [order(buyerId), order(buyerId)];
      await mark(closed, contact, true);
      const id = await mark(open, contact, true);
      await mark(closed, contact, false);
      expect(await orders.openHolds(buyerId, contact, AT)).toEqual({ ofBuyer: [id], ofContact: [id] });
    });

    test('are counted whatever the order is called', async () => {
      const { buyerId, contact } = somebody();
      const id = await mark({ buyerId, transactionId: `${count}#open#closed# ü` }, contact, true);
      expect(await orders.openHolds(buyerId, contact, AT)).toEqual({ ofBuyer: [id], ofContact: [id] });
    });

    test('that are closed are not there any more, so nobody reads them', async () => {
      const { buyerId, contact } = somebody();
      const before = await itemsOfHolds();
      const keys = Array.from({ length: 10 }, () => order(buyerId));
      for (const open of [true, false]) await Promise.all(keys.map((key) => mark(key, contact, open)));
      expect(await itemsOfHolds()).toBe(before);
      await mark(order(buyerId), contact, true);
      expect(await itemsOfHolds()).toBe(before + 2);
    });

    test('count before the entry that opens them is written, and no longer than they last', async () => {
      const { buyerId, contact } = somebody();
      const key = order(buyerId);
      await cutOff(2, () => mark(key, contact, true));
      expect(await orders.history(key)).toEqual([]);
      expect((await orders.openHolds(buyerId, contact, AT)).ofBuyer).toEqual([nameOf(key)]);
      expect((await orders.openHolds(buyerId, contact, UNTIL)).ofBuyer).toEqual([]);
    });

    test('stay where the entry that would close them comes second', async () => {
      const { buyerId, contact } = somebody();
      const key = order(buyerId);
      const id = await mark(key, contact, true);
      await orders.append(key, entryOf(2));
      await mark(key, contact, false);
      expect((await orders.openHolds(buyerId, contact, AT)).ofBuyer).toEqual([id]);
    });

    test('that were taken again meanwhile are not closed by an entry from before', async () => {
      const { buyerId, contact } = somebody();
      const key = order(buyerId);
      const id = await mark(key, contact, true);
      // The hold of the third entry is there before the second entry has taken the first hold away.
      await meanwhile(
        1,
        async () => {
          sequences.set(id, 2);
          await mark(key, contact, true);
          sequences.set(id, 2);
        },
        () => mark(key, contact, false),
      );
      expect((await orders.openHolds(buyerId, contact, AT)).ofBuyer).toEqual([id]);
    });

    test('that begin and end side by side are counted exactly', async () => {
      const { buyerId, contact } = somebody();
      const keys = Array.from({ length: 20 }, () => order(buyerId));
      const ids = await Promise.all(keys.map((key) => mark(key, contact, true)));
      const all = await orders.openHolds(buyerId, contact, AT);
      expect(all.ofBuyer.toSorted()).toEqual(ids.toSorted());
      expect(all.ofContact.toSorted()).toEqual(ids.toSorted());
      await Promise.all(keys.slice(0, 15).map((key) => mark(key, contact, false)));
      expect((await orders.openHolds(buyerId, contact, AT)).ofBuyer.toSorted()).toEqual(ids.slice(15).toSorted());
    });
  });
}
