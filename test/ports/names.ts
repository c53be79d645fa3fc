import { describe, expect, test } from 'vitest';
import { nameStore } from '../../lib/aws/name-store.ts';
import type { OrderKey } from '../../lib/flow/ports/orders.ts';
import { requestsDuring } from './requests.ts';

let count = 0;
const newName = () => `order-named-${++count}`;
const keyOf = (buyerId: string, transactionId = `t-${count}`): OrderKey => ({ buyerId, transactionId });

/** What the flow expects of whoever finds orders by their names. */
export function namesContract(): void {
  describe('names', () => {
    const names = nameStore('Names');

    test('lead to nothing where nobody has them', async () => {
      expect(await names.find(newName())).toEqual([]);
    });

    test.each([
      ['rider.example', 't1'],
      ['rider.example', 'a#b'],
      ['rider#1.example', '#'],
      ['सवार.example', 'ü %23 "\\'],
    ])('lead to the order of %s in transaction %s', async (buyerId, transactionId) => {
      const name = newName();
      await names.add(name, { buyerId, transactionId });
      expect(await names.find(name)).toEqual([{ buyerId, transactionId }]);
    });

    test('given twice, also at once, are given once', async () => {
      const name = newName();
      const key = keyOf('rider.example');
      await names.add(name, key);
      await Promise.all(Array.from({ length: 5 }, () => names.add(name, key)));
      expect(await names.find(name)).toEqual([key]);
    });

    test('lead to all orders that two buyers have called alike', async () => {
      const name = newName();
      const keys = [keyOf('rider.example'), keyOf('driver.example')];
      await Promise.all(keys.map((key) => names.add(name, key)));
      const found = await names.find(name);
      expect(found).toHaveLength(2);
      expect(found).toEqual(expect.arrayContaining(keys));
    });

    test('are told apart, also where one is the beginning of another', async () => {
      const name = newName();
      await names.add(`${name}0`, keyOf('rider.example'));
      expect(await names.find(name)).toEqual([]);
    });

    test('of one order may be many', async () => {
      const key = keyOf('rider.example');
      const given = [newName(), newName()];
      for (const name of given) await names.add(name, key);
      for (const name of given) expect(await names.find(name)).toEqual([key]);
    });

    test('are read in whole when their orders take more than a page', async () => {
      const name = newName();
      const keys = Array.from({ length: 1200 }, (_, index) => keyOf('rider.example', `${index}-${'x'.repeat(980)}`));
      for (let from = 0; from < keys.length; from += 50)
        await Promise.all(keys.slice(from, from + 50).map((key) => names.add(name, key)));
      expect(await names.find(name)).toHaveLength(keys.length);
    });

    test('take one request each', async () => {
      const name = newName();
      expect(await requestsDuring(() => names.add(name, keyOf('rider.example')))).toEqual(['PutItem']);
      expect(await requestsDuring(() => names.find(name))).toEqual(['Query']);
    });

    test('fail where they could not be asked, instead of leading to nothing', async () => {
      const lost = nameStore('Nowhere');
      await expect(lost.find(newName())).rejects.toThrow();
      await expect(lost.add(newName(), keyOf('rider.example'))).rejects.toThrow();
    });
  });
}
