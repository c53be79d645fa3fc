import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { beforeAll, describe, expect, test } from 'vitest';
import { dynamodb } from '../../lib/aws/clients.ts';
import { itemReader } from '../../lib/aws/read-items.ts';
import { requestsDuring } from './requests.ts';

const MANY = 250;
const keyOf = (number: number) => ({ pk: { S: 'items' }, sk: { N: String(number) } });
const put = (Item: Record<string, { S: string } | { N: string }>) =>
  dynamodb().send(new PutItemCommand({ TableName: 'Orders', Item }));

/** Many single reads that become one. */
export function readItemsContract(): void {
  describe('items that are read side by side', () => {
    const read = itemReader('Orders');
    const numbers = Array.from({ length: MANY }, (_, index) => index + 1);

    beforeAll(async () => {
      await Promise.all(numbers.filter(isThere).map((number) => put({ ...keyOf(number), text: { S: `t${number}` } })));
    });

    /** Every third is missing. */
    const isThere = (number: number) => number % 3 !== 0;

    test('come back to whom each was asked for, or nothing where there is none', async () => {
      let found: (string | undefined)[] = [];
      const asked = await requestsDuring(async () => {
        found = await Promise.all(numbers.map(async (number) => (await read(keyOf(number)))?.text?.S));
      });
      expect(found).toEqual(numbers.map((number) => (isThere(number) ? `t${number}` : undefined)));
      expect(asked).toEqual(['BatchGetItem', 'BatchGetItem', 'BatchGetItem']);
    });

    test('are asked for once, however many want the same', async () => {
      const wanted = Array.from({ length: 60 }, (_, index) => keyOf((index % 2) + 1));
      const found = await Promise.all(wanted.map((key) => read(key)));
      expect(found.map((item) => item?.text?.S)).toEqual(wanted.map(({ sk }) => `t${sk.N}`));
    });

    test('are told apart where only part of the key is the same', async () => {
      await put({ pk: { S: 'other' }, sk: { N: '1' }, text: { S: 'of another' } });
      const found = await Promise.all([read({ pk: { S: 'other' }, sk: { N: '1' } }), read(keyOf(1)), read(keyOf(10))]);
      expect(found.map((item) => item?.text?.S)).toEqual(['of another', 't1', 't10']);
    });

    test('all come, also when they do not fit into one answer', async () => {
      // Of these one engine answers with a few at a time.
      const heavy = Array.from({ length: 10 }, (_, index) => ({ pk: { S: 'heavy' }, sk: { N: String(index) } }));
      await Promise.all(heavy.map((key) => put({ ...key, text: { S: `${key.sk.N}${'x'.repeat(390_000)}` } })));
      const lengths = await Promise.all(heavy.map(async (key) => (await read(key))?.text?.S?.length));
      expect(lengths).toEqual(heavy.map(({ sk }) => 390_000 + sk.N.length));
    });

    test('all fail where they could not be asked for', async () => {
      const lost = itemReader('Nowhere');
      const results = await Promise.allSettled([lost(keyOf(1)), lost(keyOf(2))]);
      expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    });
  });
}
