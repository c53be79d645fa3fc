import { describe, expect, test } from 'vitest';
import { deadlineStore } from '../../lib/aws/deadline-store.ts';
import { nameOf } from '../../lib/flow/order/order-id.ts';

const HOUR = 3_600_000;
let day = Date.parse('2027-03-01T09:00:00Z');

/** What the sweep expects of whoever knows deadlines: each test has a day of its own. */
export function deadlinesContract(): void {
  describe('deadlines', () => {
    const deadlines = deadlineStore('Deadlines');
    const keyOf = (transactionId: string) => ({ buyerId: 'rider.example', transactionId });
    const note = async (transactionId: string, at: number, purpose = 'payment') => {
      const key = keyOf(transactionId);
      await deadlines.note({ key, purpose, at }, `${purpose}-${at}-${transactionId}`);
      return nameOf(key);
    };
    const newDay = () => (day += 24 * HOUR);

    test('are found with the hours in which they are due, and not with others', async () => {
      const at = newDay();
      const due = [
        await note('early', at),
        await note('middle', at + HOUR),
        await note('late', at + 2 * HOUR + 59 * 60_000),
      ];
      await note('before', at - 1);
      await note('after', at + 3 * HOUR);
      expect([...(await deadlines.ordersDue(at, at + 2 * HOUR))].toSorted()).toEqual(due.toSorted());
    });

    test('are many of one order, which is found once', async () => {
      const at = newDay();
      const order = await note('twice', at);
      await note('twice', at + 1, 'arrival');
      await note('twice', at);
      expect([...(await deadlines.ordersDue(at, at))]).toEqual([order]);
    });

    test('are all found, however many they are', async () => {
      const at = newDay();
      const orders = await Promise.all(Array.from({ length: 200 }, (_, index) => note(`many-${index}`, at + index)));
      expect([...(await deadlines.ordersDue(at, at))].toSorted()).toEqual(orders.toSorted());
    });

    test('are found whatever their orders are called', async () => {
      const at = newDay();
      const order = await note('a#b ü', at);
      expect([...(await deadlines.ordersDue(at, at))]).toEqual([order]);
    });

    test('are none on a day without any', async () => {
      const at = newDay();
      expect([...(await deadlines.ordersDue(at, at + 23 * HOUR))]).toEqual([]);
    });
  });
}
