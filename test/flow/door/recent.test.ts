import { expect, test } from 'vitest';
import { recent } from '../../../lib/flow/door/recent.ts';

function counting() {
  const tally = { done: 0 };
  const work = async () => {
    await new Promise(setImmediate);
    tally.done += 1;
  };
  return { tally, work };
}

test('does the work of a name once for all who come while it is done', async () => {
  const works = recent();
  const { tally, work } = counting();
  await Promise.all([works.once('a', work), works.once('a', work), works.once('b', work)]);
  expect(tally.done).toBe(2);
});

test('does it again for who comes after that', async () => {
  const works = recent();
  const { tally, work } = counting();
  await works.once('a', work);
  await works.once('a', work);
  expect(tally.done).toBe(2);
});

test('tries again what has failed', async () => {
  const works = recent();
  const { tally, work } = counting();
  await expect(works.once('a', async () => Promise.reject(new Error('down')))).rejects.toThrow('down');
  await works.once('a', work);
  expect(tally.done).toBe(1);
});
