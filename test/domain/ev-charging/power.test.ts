import { describe, expect, test } from 'vitest';
import { hasPower } from '../../../lib/domain/ev-charging/power.ts';

/** Which of some chargers have the power that is wanted. */
const having = (wanted: string) => [22, 50, 60].filter((powerKw) => hasPower(wanted)({ powerKw }));

describe('a wanted power', () => {
  test.each([
    ['50kW', [50, 60]],
    ['50', [50, 60]],
    ['50 KW', [50, 60]],
    ['50000 W', [50, 60]],
    ['0.05 MW', [50, 60]],
    ['50kW+', [50, 60]],
    ['50 kW and above', [50, 60]],
    ['at least 50kW', [50, 60]],
    ['>= 50kW', [50, 60]],
    ['greater than 50kW', [60]],
    ['Greater  than 50 kw', [60]],
    ['>50', [60]],
    ['less than 50kW', [22]],
    ['up to 50kW', [22, 50]],
    ['<=50kW', [22, 50]],
    ['50.5kW', [60]],
  ])('of %s is compared with what a charger has', (wanted, expected) => expect(having(wanted)).toEqual(expected));

  test.each(['fast', '50 horses', '-50kW', '1e3', 'kW', ' '.repeat(900)])('of "%s" is had by none', (wanted) => {
    expect(having(wanted)).toEqual([]);
  });

  test('is had by the charger that is said to have it, whatever its number', () => {
    const charger = { powerKw: 50, powerRating: 'greater than 50kW' };
    expect(hasPower('Greater than 50 kW')(charger)).toBe(true);
    expect(hasPower('greater than 51kW')(charger)).toBe(false);
    expect(hasPower('fast')({ powerKw: 50, powerRating: 'Fast' })).toBe(true);
  });

  test('is not that of a charger with the same digits', () => {
    expect(hasPower('74kW')({ powerKw: 7.4, powerRating: '7.4kW' })).toBe(false);
    expect(hasPower('>50kW')({ powerKw: 50, powerRating: '50kW' })).toBe(false);
  });

  test('that nobody names is had by all', () => {
    expect(hasPower(undefined)({ powerKw: 3 })).toBe(true);
  });
});
