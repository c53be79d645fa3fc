import type { Random } from '../memory/random.ts';

/** What cannot be said by a value: the same key twice, numbers in odd forms, broken bytes. */
export function garble(text: string, random: Random): Uint8Array {
  return random.pick(garblers)(text, random);
}

type Garbler = (text: string, random: Random) => Uint8Array;

const garblers: readonly [Garbler, ...Garbler[]] = [
  (text, random) => Buffer.from(doubled(text, random)),
  (text, random) => Buffer.from(doubled(text, random)),
  (text, random) => Buffer.from(raw(text, random)),
  (text, random) => Buffer.from(raw(text, random)),
  (text, random) => Buffer.from(raw(text, random)),
  (text, random) => Buffer.from(text.slice(0, random.below(text.length))),
  (text) => Buffer.from(`\ufeff${text}`),
  (text) => Buffer.from(text, 'utf16le'),
  (text) => Buffer.from(` ${text.replaceAll('":', '" :\n')} `),
  (text) => Buffer.from(escaped(text)),
  (text, random) => struck(Buffer.from(text), random),
  (text) => Buffer.from(text + text),
  (_, random) => Buffer.from(random.pick(wholes)),
];

const wholes = [
  '',
  'null',
  '[]',
  '{}',
  '"x"',
  '{"context":null}',
  '{"context":{},"message":{}}',
  '[{"context":{}}]',
] as const;

function doubled(text: string, random: Random): string {
  const keys = [...text.matchAll(/(?<=[{,])"(\w+)":/g)];
  const { index, 0: key } = keys[random.below(keys.length)] ?? { index: 0, 0: '' };
  return `${text.slice(0, index)}${key}null,${text.slice(index)}`;
}

const odd = [
  '1e999',
  '-0',
  '1E5',
  '00',
  'NaN',
  '0x10',
  'undefined',
  '-',
  '1.',
  '.5',
  "'x'",
  '"\\u0000"',
  '"\\ud83d"',
  '{',
  ']',
];

/** A value is written as nobody writes it. */
function raw(text: string, random: Random): string {
  const values = [...text.matchAll(/(?<=":)("[^"\\]*"|\d+)/g)];
  const { index, 0: value } = values[random.below(values.length)] ?? { index: 0, 0: '' };
  return `${text.slice(0, index)}${odd[random.below(odd.length)]}${text.slice(index + value.length)}`;
}

/** Letters in keys as escapes: the same key, spelled otherwise. */
const escaped = (text: string): string => text.replaceAll('"i', '"\\u0069');

function struck(bytes: Buffer, random: Random): Uint8Array {
  for (let left = random.between(1, 4); left > 0; left--) bytes[random.below(bytes.length)] = random.below(256);
  return bytes;
}
