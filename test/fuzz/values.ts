import type { Random } from '../memory/random.ts';

/** What nobody should send, and somebody does. */

/** Two of them stay what they are in small letters, which is how most things are compared. */
const small = ['constructor', '__proto__'];

/** Every key of every object, and what else names a prototype. */
export const inherited: readonly string[] = [
  ...Object.getOwnPropertyNames(Object.prototype),
  'prototype',
  ...Array.from({ length: 5 }, () => small).flat(),
];

const numbers = [
  0,
  -0,
  1,
  -1,
  0.001,
  -0.5,
  1e-7,
  5e-324,
  99,
  100,
  101,
  1e12,
  1e21,
  1e308,
  -1e308,
  2 ** 53,
  123456789012.5,
];

const numerals = [
  ...['0', '-0', '+4', '.5', '5.', '-1', '0.001', '0.0000000000001', '1e3', '1E400', '1e-7', '0x10', '12,5', '1_000'],
  ...['NaN', 'Infinity', '-Infinity', '１２', '१२', ' 4 ', '4\n', '9'.repeat(12), '9'.repeat(13), '9'.repeat(400)],
];

const units = ['kWh', ' KWH ', 'Wh', 'MWh', 'min', 'hours', 'INR', 'inr', 'USD', 'kW h', 'piece', '%', ''];

const times = [
  ...['1970-01-01T00:00:00Z', '9999-12-31T23:59:59Z', '0000-01-01T00:00:00Z', '+275760-09-13T00:00:00Z'],
  ...['2026-02-30T00:00:00Z', '2026-11-21T24:00:00Z', '2026-11-21T09:00:60Z', '2026-11-21T10:00:00+23:59'],
  ...['21-11-2026 10:00:00', '2026-11-21', '10:00', '23:59', '24:00', '99:99', '2026-11-22T10:00:00.000000001Z'],
  ...['2026-11-22T10:00:00Z', '2026-11-22T11:30:00Z', '2026-12-24T10:00:00Z', '2027-11-22T10:00:00Z'],
];

const durations = [
  'PT0S',
  'PT1S',
  '-PT1S',
  'P9999Y',
  'P1Y',
  'PT999999999S',
  'P1M',
  'PT15M',
  'PT12H',
  'P30D',
  'PT',
  'P',
];

const positions = [
  '12.93,77.61',
  '91,181',
  '90,180',
  '-90,-180',
  'NaN,NaN',
  '0,0',
  '12.93',
  ',',
  '1e1,1e1',
  '12.93, 77',
];

const texts = [
  ...[
    '',
    ' ',
    '\t',
    'null',
    'undefined',
    'true',
    '[object Object]',
    '{}',
    '%zz',
    '%00',
    '#',
    '%zz#x',
    'a#b',
    '/',
    '../..',
    '*',
  ],
  ...['\u202egnp.exe', '\u200b', '\u0007', 'a\r\nb', '\u001b[31mred', '\u0000', '\ud800', '\udfff', '\ufffe', '\ufeff'],
  ...[
    `${'$'}{jndi:ldap://x}`,
    '<script>alert(1)</script>',
    "' OR 1=1 --",
    'İ',
    'ß',
    'ﬀ',
    'e\u0301',
    '👩‍👩‍👧'.repeat(30),
    'ü'.repeat(255),
  ],
  ...['x'.repeat(255), 'x'.repeat(256), 'x'.repeat(1001), '漢'.repeat(333), 'a,'.repeat(500), 'y', 'no', 'Y, N'],
];

/** They cost more than all others together. */
const long = ['x'.repeat(100_001), '漢'.repeat(40_000), '9'.repeat(60_000)];

const words = [
  ...[
    'PAID',
    'BAP',
    'BPP',
    'bap',
    'COMPLETE',
    'CANCELLED',
    'start-charging',
    'end-charging',
    'CHARGING',
    'BATTERY-SWAP',
  ],
  ...['charger-type', 'connector-type', 'state-of-charge-limit', 'block', 'battery-type', 'power-rating', 'AC', 'CCS2'],
  ...['start', 'end', 'Order', 'Fulfillment', 'no-such-thing', 'AUTO_RICKSHAW', '3-wheeler', 'energy', 'green-tariff'],
];

const objects: readonly (() => unknown)[] = [
  () => ({}),
  () => [],
  () => [[]],
  () => [null],
  () => [{}],
  () => [1, 'two', null, [], {}],
  () => ({ length: { toString: 1 } }),
  () => ({ length: { toString: 1 } }),
  () => ({ length: { valueOf: 1, toString: null } }),
  () => ({ length: -1 }),
  () => ({ length: '3', 0: 'a' }),
  () => ({ length: 2, 0: {}, 1: {} }),
  () => ({ toString: 1 }),
  () => ({ valueOf: 1, toString: null }),
  () => ({ toString: { call: 1 } }),
  () => ({ toJSON: 1 }),
  () => Object.fromEntries([['then', 1]]),
  () => ({ id: {} }),
  () => ({ value: '1' }),
  () => ({ value: {}, unit: [] }),
  () => ({ measure: null }),
  () => ({ descriptor: null }),
  () => ({ code: 1, name: true }),
];

type Draw = (random: Random) => unknown;

const from =
  (values: readonly unknown[]): Draw =>
  (random) =>
    values[random.below(values.length)];

/** By chance, and each kind as often as it says. */
const kinds: readonly (readonly [number, Draw])[] = [
  [3, () => null],
  [2, from([true, false])],
  [6, from(numbers)],
  [6, from(numerals)],
  [10, from(texts)],
  [5, from(inherited)],
  [4, from(words)],
  [2, from(units)],
  [3, from(times)],
  [2, from(durations)],
  [2, from(positions)],
  [9, shapeless],
];

const most = kinds.reduce((sum, [weight]) => sum + weight, 0);

export function hostile(random: Random): unknown {
  if (random.below(200) === 0) return from(long)(random);
  let left = random.below(most);
  for (const [weight, draw] of kinds) {
    left -= weight;
    if (left < 0) return draw(random);
  }
  return null;
}

/** A list or an object, and not of the form that anybody expects. */
export function shapeless(random: Random): unknown {
  return objects[random.below(objects.length)]?.();
}

/** What could stand under that key, if somebody meant it: such a message often goes further than a hostile one. */
export function plausible(key: string, random: Random): unknown {
  const [, draw] = byKey.find(([keys]) => keys.test(key)) ?? [];
  return draw === undefined ? hostile(random) : draw(random);
}

export const hasPlausible = (key: string): boolean => byKey.some(([keys]) => keys.test(key));

const byKey: readonly (readonly [RegExp, Draw])[] = [
  [/^unit$/, from([...units, ...inherited])],
  [
    /value|amount/,
    from([
      ...numerals.slice(0, 8),
      ...numbers.slice(0, 11),
      '4',
      '40',
      '99999',
      '5',
      '0.01',
      'Y',
      'NaN',
      '80 %',
      'Infinity',
      'none',
    ]),
  ],
  [/time|start|end/, from(times)],
  [/duration|ttl/, from(durations)],
  [/gps/, from(positions)],
  [/code|name|type|status|category|target|collected/, from([...words, ...inherited])],
  [/^reference|contract_id/, from([...small, '%zz#x', '#', 'a#', '#a', 'rider.example.org#', 'rider.example.org#x'])],
  [/id$/, from([...inherited, 'order-', 'order-x', 'park.example', 'chargezone.in', '1', '3', 'energy', 'a#b', '%zz'])],
];
