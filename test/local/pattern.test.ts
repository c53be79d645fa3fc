import { describe, expect, it } from 'vitest';
import { compile } from '../../lib/local/events/pattern.ts';

const event = {
  source: 'orders',
  'detail-type': 'OrderPaid',
  detail: { amount: 250, state: 'charging', tags: ['ev', 'fast'], nested: { flag: true, nothing: null } },
};

describe('rule patterns', () => {
  it.each<[string, object, boolean]>([
    ['exact text', { source: ['orders'] }, true],
    ['any of several', { source: ['a', 'orders'] }, true],
    ['other text', { source: ['a'] }, false],
    ['several fields', { source: ['orders'], 'detail-type': ['OrderPaid'] }, true],
    ['several fields of which one differs', { source: ['orders'], 'detail-type': ['Other'] }, false],
    ['numbers and booleans', { detail: { amount: [250], nested: { flag: [true] } } }, true],
    ['a number for text', { detail: { amount: ['250'] } }, false],
    ['null', { detail: { nested: { nothing: [null] } } }, true],
    ['any element of a list', { detail: { tags: ['fast'] } }, true],
    ['prefix', { detail: { state: [{ prefix: 'char' }] } }, true],
    ['suffix', { detail: { state: [{ suffix: 'ing' }] } }, true],
    ['another suffix', { detail: { state: [{ suffix: 'ed' }] } }, false],
    ['equals-ignore-case', { detail: { state: [{ 'equals-ignore-case': 'CHARGING' }] } }, true],
    ['anything-but', { detail: { state: [{ 'anything-but': ['done'] }] } }, true],
    ['anything-but what it is', { detail: { state: [{ 'anything-but': 'charging' }] } }, false],
    ['anything-but a prefix', { detail: { state: [{ 'anything-but': { prefix: 'char' } }] } }, false],
    ['anything-but of what is absent', { detail: { other: [{ 'anything-but': 'x' }] } }, false],
    ['exists', { detail: { amount: [{ exists: true }], other: [{ exists: false }] } }, true],
    ['exists of what is absent', { detail: { other: [{ exists: true }] } }, false],
    ['a numeric range', { detail: { amount: [{ numeric: ['>', 100, '<=', 250] }] } }, true],
    ['outside a numeric range', { detail: { amount: [{ numeric: ['>', 250] }] } }, false],
    ['a field that is absent', { detail: { other: ['x'] } }, false],
    ['a nested field that is absent', { detail: { other: { deeper: ['x'] } } }, false],
  ])('match %s', (_, pattern, expected) => {
    expect(compile(pattern)(event)).toBe(expected);
  });

  it.each<[string, object]>([
    ['an operator', { detail: { a: [{ wildcard: '*' }] } }],
    ['$or', { $or: [{ a: [1] }] }],
    ['a comparison', { a: [{ numeric: ['~', 1] }] }],
    ['text where a list belongs', { source: 'orders' }],
    ['an empty list', { source: [] }],
  ])('are refused with %s that is unknown', (_, pattern) => {
    expect(() => compile(pattern)).toThrow();
  });
});
