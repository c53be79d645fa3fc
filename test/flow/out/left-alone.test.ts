import { expect, test } from 'vitest';
import { leftAlone } from '../../../lib/flow/out/left-alone.ts';

function watching() {
  let now = 1_800_000_000_000;
  return { ...leftAlone(() => now), pass: (milliseconds: number) => (now += milliseconds) };
}

test('who failed three times in a row is left alone for half a minute, and then tried again', () => {
  const { has, failed, pass } = watching();
  failed('rider.example');
  failed('rider.example');
  expect(has('rider.example')).toBe(false);
  failed('rider.example');
  expect(has('rider.example')).toBe(true);
  pass(29_999);
  expect(has('rider.example')).toBe(true);
  pass(1);
  expect(has('rider.example')).toBe(false);
  failed('rider.example');
  expect(has('rider.example')).toBe(true);
});

test('an answer is the end of it', () => {
  const { has, failed, answered } = watching();
  for (let count = 0; count < 3; count++) failed('rider.example');
  answered('rider.example');
  failed('rider.example');
  failed('rider.example');
  expect(has('rider.example')).toBe(false);
});

test('others are not concerned', () => {
  const { has, failed } = watching();
  for (let count = 0; count < 3; count++) failed('rider.example');
  expect(has('driver.example')).toBe(false);
});
