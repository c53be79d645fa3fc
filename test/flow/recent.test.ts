import { expect, test } from 'vitest';
import { recent } from '../../lib/flow/recent.ts';

const nothing = async () => undefined;

test('does the work of a name once, also for who comes while it is done', async () => {
  const works = recent(10);
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
  const works = recent(10);
  await expect(works.once('a', async () => Promise.reject(new Error('down')))).rejects.toThrow('down');
  let done = 0;
  await works.once('a', async () => {
    done += 1;
  });
  expect(done).toBe(1);
});

test('forgets the oldest beyond its size, and only that', async () => {
  const works = recent(3);
  for (const name of ['a', 'b', 'c', 'd']) await works.once(name, nothing);
  const again: string[] = [];
  for (const name of ['d', 'c', 'b', 'a']) await works.once(name, async () => void again.push(name));
  expect(again).toEqual(['a']);
});
