import { expect, test } from 'vitest';
import { recent } from '../../../lib/flow/door/recent.ts';

const nothing = async () => undefined;

test('does the work of a name once, also for who comes while it is done', async () => {
  const works = recent(10, Date.now);
  let done = 0;
  const work = async () => {
    await new Promise(setImmediate);
    done += 1;
  };
  await Promise.all([works.once('a', work), works.once('a', work), works.once('b', work)]);
  await works.once('a', work);
  expect(done).toBe(2);
});

test('tries again what has failed', async () => {
  const works = recent(10, Date.now);
  await expect(works.once('a', async () => Promise.reject(new Error('down')))).rejects.toThrow('down');
  let done = 0;
  await works.once('a', async () => {
    done += 1;
  });
  expect(done).toBe(1);
});

test('forgets the oldest beyond its size, and only that', async () => {
  const works = recent(3, Date.now);
  for (const name of ['a', 'b', 'c', 'd']) await works.once(name, nothing);
  const again: string[] = [];
  for (const name of ['d', 'c', 'b', 'a']) await works.once(name, async () => void again.push(name));
  expect(again).toEqual(['a']);
});

test('forgets what may have been given up meanwhile', async () => {
  let now = 0;
  const works = recent(10, () => now);
  let done = 0;
  const work = async () => {
    done += 1;
  };
  await works.once('a', work);
  now = 9_999;
  await works.once('a', work);
  expect(done).toBe(1);
  now = 10_000;
  await works.once('a', work);
  expect(done).toBe(2);
});
