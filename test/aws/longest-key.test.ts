import { expect, it } from 'vitest';
import { isKey } from '../../lib/aws/longest-key.ts';
import { nameStore } from '../../lib/aws/name-store.ts';

it.each([
  ['x', 'sort', true],
  ['', 'sort', false],
  ['x'.repeat(1024), 'sort', true],
  ['x'.repeat(1025), 'sort', false],
  ['é'.repeat(512), 'sort', true],
  ['é'.repeat(513), 'sort', false],
  ['é'.repeat(1024), 'partition', true],
  ['é'.repeat(1025), 'partition', false],
] as const)('a key is measured in bytes: %s as %s', (text, kind, expected) => {
  expect(isKey(text, kind)).toBe(expected);
});

it('a name that no table takes is nobody’s, and no table is asked', async () => {
  expect(await nameStore('nowhere').find('x'.repeat(2049))).toEqual([]);
});
