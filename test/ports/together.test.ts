import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { together } from '../../lib/aws/together.ts';

/** Answers each item with its text in capitals, and remembers the batches that it was given. */
function capitals(bounds: Parameters<typeof together<string, string>>[1]) {
  const batches: (readonly string[])[] = [];
  const ask = together<string, string>(async (items) => {
    batches.push(items);
    return items.map((item) => item.toUpperCase());
  }, bounds);
  return { batches, ask, askAll: (items: readonly string[]) => Promise.all(items.map(ask)) };
}

describe('what is asked for in one turn', () => {
  test('is done at once, and everybody gets his own answer', async () => {
    const { batches, askAll } = capitals({ most: 10 });
    expect(await askAll(['a', 'b', 'a'])).toEqual(['A', 'B', 'A']);
    expect(batches).toEqual([['a', 'b', 'a']]);
  });

  test('is not mixed with what is asked for in the next', async () => {
    const { batches, ask } = capitals({ most: 10 });
    const first = ask('a');
    await nextTurn();
    const second = ask('b');
    expect(await Promise.all([first, second])).toEqual(['A', 'B']);
    expect(batches).toEqual([['a'], ['b']]);
  });

  test('is parted where a batch has enough items, also exactly enough', async () => {
    const { batches, askAll } = capitals({ most: 2 });
    await askAll(['a', 'b', 'c', 'd', 'e']);
    await askAll(['f', 'g']);
    expect(batches).toEqual([['a', 'b'], ['c', 'd'], ['e'], ['f', 'g']]);
  });

  test('is parted where a batch is as large as it may be', async () => {
    const { batches, askAll } = capitals({ most: 9, mostSize: 4, size: (item) => item.length });
    await askAll(['aa', 'bb', 'c', 'dddd', 'e', 'fff']);
    expect(batches).toEqual([['aa', 'bb'], ['c'], ['dddd'], ['e', 'fff']]);
  });

  test('is done alone where it is larger than any batch', async () => {
    const { batches, askAll } = capitals({ most: 9, mostSize: 4, size: (item) => item.length });
    expect(await askAll(['a', 'too large', 'b'])).toEqual(['A', 'TOO LARGE', 'B']);
    expect(batches).toEqual([['a'], ['too large'], ['b']]);
  });

  test('keeps its order and its bounds, whatever is asked for', async () => {
    const items = fc.array(fc.string({ maxLength: 6 }), { maxLength: 30 });
    const bound = fc.integer({ min: 1, max: 8 });
    await fc.assert(
      fc.asyncProperty(items, bound, bound, async (wanted, most, mostSize) => {
        const { batches, askAll } = capitals({ most, mostSize, size: (item) => item.length });
        expect(await askAll(wanted)).toEqual(wanted.map((item) => item.toUpperCase()));
        expect(batches.flat()).toEqual(wanted);
        for (const batch of batches) {
          expect(batch.length).toBeLessThanOrEqual(most);
          if (batch.length > 1) expect(batch.join('').length).toBeLessThanOrEqual(mostSize);
        }
      }),
    );
  });
});

describe('a failure', () => {
  const settle = async (attempts: readonly Promise<string>[]) =>
    (await Promise.allSettled(attempts)).map((one) => (one.status === 'fulfilled' ? one.value : one.reason.message));

  test('of one item is told to who asked for it, and to nobody else', async () => {
    const ask = together<string, string>(
      async (items) => items.map((item) => (item === 'b' ? new Error('not b') : item)),
      { most: 10 },
    );
    expect(await settle(['a', 'b', 'c'].map(ask))).toEqual(['a', 'not b', 'c']);
  });

  test('of a batch is told to all in it, and the next batch goes on', async () => {
    const ask = together<string, string>(
      async (items) => {
        if (items.includes('b')) throw new Error('down');
        return items;
      },
      { most: 2 },
    );
    expect(await settle(['a', 'b', 'c'].map(ask))).toEqual(['down', 'down', 'c']);
    expect(await settle([ask('d')])).toEqual(['d']);
  });

  test('is what an item without an answer is', async () => {
    const ask = together<string, string>(async (items) => items.slice(0, 1), { most: 10 });
    expect(await settle(['a', 'b'].map(ask))).toEqual(['a', 'the batch has no answer for this item']);
  });
});
