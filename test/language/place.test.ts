import { expect, test } from 'vitest';
import { distanceMeters } from '../../lib/language/place.ts';

test('measures distances on the sphere', () => {
  const bangalore = { lat: 12.9716, lon: 77.5946 };
  const chennai = { lat: 13.0827, lon: 80.2707 };
  expect(distanceMeters(bangalore, chennai) / 1000).toBeCloseTo(290.2, 0);
  expect(distanceMeters(bangalore, bangalore)).toBe(0);
});
