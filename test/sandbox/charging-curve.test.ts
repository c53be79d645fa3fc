import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { battery, energyAfter, roomWh, stateOfCharge, timeToReach } from '../../lib/sandbox/charging-curve.ts';

const HOUR = 3_600_000;
const power = fc.integer({ min: 1_000, max: 500_000 });
const time = fc.integer({ min: 0, max: 100 * HOUR });
const energy = fc.integer({ min: 0, max: roomWh });

describe('the charging curve', () => {
  test('gives full power up to four fifths', () => {
    expect(energyAfter(50_000, HOUR / 2)).toBe(25_000);
    expect(energyAfter(36_000, HOUR)).toBe(36_000);
  });

  test('gives a fifth of the power just before the battery is full', () => {
    const full = timeToReach(50_000, roomWh);
    const lastSecond = energyAfter(50_000, full) - energyAfter(50_000, full - 1_000);
    expect(lastSecond).toBeCloseTo((0.2 * 50_000) / 3_600, 1);
  });

  test('gives nothing before the start and nothing to a full battery', () => {
    expect(energyAfter(50_000, -1)).toBe(0);
    expect(energyAfter(50_000, 100 * HOUR)).toBe(roomWh);
    expect(timeToReach(50_000, roomWh + 1)).toBe(Number.POSITIVE_INFINITY);
  });

  test('never falls, never exceeds full power, never overfills', () => {
    fc.assert(
      fc.property(power, time, time, (watts, one, other) => {
        const [from, to] = [Math.min(one, other), Math.max(one, other)];
        const gained = energyAfter(watts, to) - energyAfter(watts, from);
        expect(gained).toBeGreaterThanOrEqual(0);
        expect(gained).toBeLessThanOrEqual((watts * (to - from)) / HOUR + 1e-6);
        expect(energyAfter(watts, to)).toBeLessThanOrEqual(roomWh);
      }),
    );
  });

  test('reaches an energy at the time that it names, and not a millisecond earlier', () => {
    fc.assert(
      fc.property(power, energy, (watts, wanted) => {
        const reached = timeToReach(watts, wanted);
        expect(Math.round(energyAfter(watts, reached))).toBe(wanted);
        expect(energyAfter(watts, reached - 1)).toBeLessThan(wanted + 1e-6);
      }),
    );
  });

  test('tells the state of charge in percent', () => {
    expect(stateOfCharge(0)).toBe(20);
    expect(stateOfCharge(roomWh)).toBe(100);
    expect(stateOfCharge(battery.capacityWh * 0.6)).toBe(80);
  });
});
