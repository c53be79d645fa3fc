import { expect, test } from 'vitest';
import { sameWord } from '../../../lib/domain/ev-charging/same-word.ts';
import { suitsVehicle } from '../../../lib/domain/ev-charging/suited.ts';

test.each([
  ['charger-type', 'Charger type'],
  ['CCS 2', 'ccs2'],
  ['2-Wheeler', '2_wheeler'],
  ['Škoda', 'S\u030Ckoda'],
  ['लिथियम-आयन', 'लिथियम आयन'],
  ['++', '++'],
])('%j is the same word as %j', (one, other) => {
  expect(sameWord(one, other)).toBe(true);
});

test.each([
  ['CCS2', 'CCS1'],
  ['लिथियम', 'सीसा'],
  ['कम', 'काम'],
  ['Škoda', 'Koda'],
  ['+', '-'],
  ['', '-'],
  ['CCS2', undefined],
  [undefined, undefined],
])('%j is another word than %j', (one, other) => {
  expect(sameWord(one, other)).toBe(false);
});

test('a battery is not swapped for one of another kind, in whatever script the catalogue is written', () => {
  const station = { id: 'S', type: 'BATTERY-SWAP', powerKw: 10, chargerNumber: 'S', batteryTypes: ['लिथियम'] } as const;
  const takes = (batteryType: string) =>
    suitsVehicle({ batteryTypes: [batteryType] })({ ...station, batteryTypes: [...station.batteryTypes] });
  expect(takes('लिथियम')).toBe(true);
  expect(takes('सीसा')).toBe(false);
});
