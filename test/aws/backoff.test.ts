import { expect, test } from 'vitest';
import { backoff, jittered } from '../../lib/aws/backoff.ts';

test('a backoff doubles with each failure, up to its longest', () => {
  const seconds = [1, 2, 3, 4, 5, 11, 12, 24].map((failures) => backoff({ first: 1, longest: 900 }, failures));
  expect(seconds).toEqual([1, 2, 4, 8, 16, 900, 900, 900]);
});

test('chance takes up to half of it away', () => {
  expect([0, 0.5, 1].map((chance) => jittered(100, () => chance))).toEqual([50, 75, 100]);
});

test('chance differs from one time to the next', () => {
  expect(new Set(Array.from({ length: 20 }, () => jittered(100))).size).toBeGreaterThan(10);
});
