import { RequestRefused } from './request-refused.ts';

const MOST_DEPTH = 32;
const MOST_KEYS = 10_000;
const MOST_ITEMS = 10_000;
const LONGEST_STRING = 100_000;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
/** Valid UTF-8 holds broken characters and NUL only behind an escape. */
const UNUSUAL = /\\u|[\0\uFFFE\uFFFF]/;
const pollutingKeys = new Set(['__proto__', 'constructor', 'prototype']);

/** The JSON of a body, once its bytes have shown that parsing and walking it is safe. */
export function inspect(bytes: Uint8Array, limit: number): unknown {
  if (bytes.length > limit) throw new RequestRefused({ status: 413, expected: `at most ${limit} bytes` });
  if (startsWithMark(bytes)) throw new RequestRefused({ expected: 'UTF-8 without a byte order mark' });
  const keys = scan(bytes);
  const text = read(bytes);
  const value = parse(text);
  // JSON.parse keeps the last of equal keys, whatever their spelling: then it has fewer than were written.
  if (walk(value, UNUSUAL.test(text)) !== keys) throw new RequestRefused({ expected: 'each key once in its object' });
  return value;
}

/** Bounds what parsing costs and returns how many keys are written. Exact for JSON; of anything else parsing disposes. */
function scan(bytes: Uint8Array): number {
  const isArray = new Uint8Array(MOST_DEPTH + 1);
  let depth = 0;
  let keys = 0;
  let items = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    switch (bytes[at]) {
      case QUOTE:
        at = endOfString(bytes, at + 1);
        break;
      case OPEN_BRACE:
      case OPEN_BRACKET:
        depth += 1;
        if (depth > MOST_DEPTH) throw new RequestRefused({ expected: `a nesting of at most ${MOST_DEPTH} levels` });
        isArray[depth] = bytes[at] === OPEN_BRACKET ? 1 : 0;
        items += isArray[depth] ?? 0;
        break;
      case CLOSE_BRACE:
      case CLOSE_BRACKET:
        depth = Math.max(0, depth - 1);
        break;
      case COMMA:
        items += isArray[depth] ?? 0;
        break;
      case COLON:
        keys += 1;
        break;
    }
    if (keys > MOST_KEYS) throw new RequestRefused({ expected: `at most ${MOST_KEYS} keys` });
    if (items > MOST_ITEMS) throw new RequestRefused({ expected: `at most ${MOST_ITEMS} array items` });
  }
  return keys;
}

function endOfString(bytes: Uint8Array, start: number): number {
  let at = start;
  while (at < bytes.length && bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1;
  if (at - start > LONGEST_STRING) throw new RequestRefused({ expected: `strings of at most ${LONGEST_STRING} bytes` });
  return at;
}

function read(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new RequestRefused({ expected: 'JSON in valid UTF-8' });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The message quotes what was received.
    throw new RequestRefused({ expected: 'JSON in valid UTF-8' });
  }
}

/** Returns how many keys there are; checks every string where the text has anything but ordinary characters. */
function walk(value: unknown, isUnusual: boolean): number {
  if (typeof value === 'string' && isUnusual) checkText(value);
  if (typeof value !== 'object' || value === null) return 0;
  if (Array.isArray(value)) return value.reduce((keys: number, item) => keys + walk(item, isUnusual), 0);
  let keys = 0;
  for (const [key, member] of Object.entries(value)) {
    if (pollutingKeys.has(key)) throw new RequestRefused({ expected: 'no key that names a prototype' });
    if (isUnusual) checkText(key);
    keys += 1 + walk(member, isUnusual);
  }
  return keys;
}

function checkText(text: string): void {
  if (!text.isWellFormed() || /[\0\uFFFE\uFFFF]/.test(text))
    throw new RequestRefused({ expected: 'whole characters other than NUL, U+FFFE and U+FFFF in every string' });
}

const startsWithMark = ([first, second, third]: Uint8Array): boolean =>
  (first === 0xef && second === 0xbb && third === 0xbf) ||
  (first === 0xfe && second === 0xff) ||
  (first === 0xff && second === 0xfe);
