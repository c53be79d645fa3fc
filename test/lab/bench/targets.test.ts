import { describe, expect, it } from 'vitest';
import { atLeast, atMost } from '../../../lib/lab/bench/page/targets.ts';
import { spreadOf } from '../../../lib/lab/bench/statistics.ts';

describe('a target', () => {
  it.each([
    [[1, 2, 3], 'met'],
    [[3, 9, 2], 'met within its spread'],
    [[4, 9, 5], 'not met'],
  ])('of at most 3 is, by %j, %s', (values, verdict) => {
    expect(atMost('time', spreadOf(values), 3)).toMatchObject({ name: 'time, at most 3', verdict });
  });

  it.each([
    [[3, 9, 5], 'met'],
    [[1, 3, 2], 'met within its spread'],
    [[1, 2, 0], 'not met'],
  ])('of at least 3 is, by %j, %s', (values, verdict) => {
    expect(atLeast('speed', spreadOf(values), 3)).toMatchObject({ name: 'speed, at least 3', verdict });
  });

  it('shows the least, the median and the most, or what is always the same', () => {
    expect(atMost('time', spreadOf([2.26, 3, 1.5]), 3, ' ms', 1).measured).toBe('1.5 / 2.3 / 3.0 ms');
    expect(atMost('size', spreadOf([5, 5, 5]), 9, ' KB').measured).toBe('5 KB');
  });
});
