import { expect, test } from 'vitest';
import { toDecimal, toMinor } from '../../../lib/lab/journey/money.ts';

test.each([
  ['32', 3200],
  ['-32', -3200],
  ['0.5', 50],
  ['12.05', 1205],
  ['-0', 0],
])('reads %s as %d hundredths', (decimal, minor) => {
  expect(toMinor(decimal)).toBe(minor);
});

test.each(['', '1,5', '1.005', '1e3', 'NaN', '.'])('takes %j for no amount', (text) => {
  expect(() => toMinor(text)).toThrow();
});

test.each([
  [3200, '32'],
  [-1205, '-12.05'],
  [-50, '-0.50'],
])('writes %d hundredths as %s', (minor, decimal) => {
  expect(toDecimal(minor)).toBe(decimal);
});
