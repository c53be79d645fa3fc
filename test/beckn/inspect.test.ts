import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inspect } from '../../lib/beckn/inspect.ts';
import { RequestRefused } from '../../lib/beckn/request-refused.ts';

const LIMIT = 1_048_576;
const bytes = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string) => new Uint8Array(Buffer.from(text, 'utf16le'));
const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
const keys = (count: number) => `{${Array.from({ length: count }, (_, at) => `"k${at}":0`).join(',')}}`;
const items = (count: number) => `[${Array.from({ length: count }, () => '0').join(',')}]`;

const refusalOf = (body: Uint8Array, limit = LIMIT): RequestRefused => {
  try {
    inspect(body, limit);
  } catch (error) {
    if (error instanceof RequestRefused) return error;
    throw error;
  }
  throw new Error('was accepted');
};

describe('inspecting a body', () => {
  it('returns what JSON.parse returns', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 10, noUnicodeString: false }), (text) => {
        fc.pre(!/__proto__|constructor|prototype|\\u0000/.test(text));
        expect(inspect(bytes(text), LIMIT)).toEqual(JSON.parse(text));
      }),
    );
  });

  it.each([
    ['a nesting of 32 levels', nested(32)],
    ['10,000 keys', keys(10_000)],
    ['10,000 items', items(10_000)],
    ['a string of 100 KB', `"${'a'.repeat(100_000)}"`],
    ['equal keys in different objects', '{"a":{"id":1},"b":{"id":2},"id":3}'],
    ['brackets, colons and commas in strings', `{"a":"${'[{:,'.repeat(20_000)}"}`],
    ['escaped quotes and backslashes', '{"a\\"":"\\\\","b":"\\\\\\"]"}'],
    ['emoji and escaped surrogate pairs', '{"name":"🔌\\ud83d\\ude80"}'],
    ['line breaks and ANSI escapes in names', '{"name":"a\\r\\n\\u001b[31m"}'],
  ])('accepts %s', (_what, text) => {
    expect(inspect(bytes(text), LIMIT)).toEqual(JSON.parse(text));
  });

  it('refuses more bytes than the limit with 413, before it reads them', () => {
    expect(refusalOf(bytes('"12345678"'), 9)).toMatchObject({ status: 413, code: '30000' });
  });

  it.each([
    ['nothing', bytes('')],
    ['no JSON', bytes('{"a":}')],
    ['two values', bytes('{} {}')],
    ['a trailing comma', bytes('{"a":1,}')],
    ['a comment', bytes('{} // comment')],
    ['an open string', bytes('{"a":"b')],
    ['an open escape', bytes('"\\')],
    ['closing brackets alone', bytes(']]]]')],
    ['a byte order mark', new Uint8Array([0xef, 0xbb, 0xbf, ...bytes('{}')])],
    ['UTF-16 with a mark', new Uint8Array([0xff, 0xfe, ...utf16('{}')])],
    ['UTF-16 without a mark', utf16('{"a":1}')],
    ['an invalid byte', new Uint8Array([0x22, 0xff, 0x22])],
    ['an overlong encoding', new Uint8Array([0x22, 0xc0, 0x80, 0x22])],
    ['an encoded surrogate', new Uint8Array([0x22, 0xed, 0xa0, 0x80, 0x22])],
    ['a truncated character', new Uint8Array([0x22, 0xf0, 0x9f, 0x94, 0x22])],
    ['an escaped lone surrogate', bytes('{"id":"\\ud800"}')],
    ['an escaped lone surrogate in a key', bytes('{"\\udc00":1}')],
    ['a NUL', bytes('{"id":"a\0b"}')],
    ['an escaped NUL', bytes('{"id":"a\\u0000b"}')],
    ['33 levels of arrays', bytes(nested(33))],
    ['33 levels of objects', bytes(`${'{"a":'.repeat(33)}1${'}'.repeat(33)}`)],
    ['5,000 levels', bytes(nested(5000))],
    ['400,000 levels', bytes(nested(400_000))],
    ['400,000 levels that never close', bytes('['.repeat(400_000))],
    ['10,001 keys', bytes(keys(10_001))],
    ['100,000 keys', bytes(`{${'"a":0,'.repeat(100_000)}"a":0}`)],
    ['10,001 items', bytes(items(10_001))],
    ['100,000 items', bytes(items(100_000))],
    ['100,000 items in small arrays', bytes(`[${'[0],'.repeat(99_999)}[0]]`)],
    ['a string of 1 MB', bytes(`"${'a'.repeat(1_000_000)}"`)],
    ['a key of 200 KB', bytes(`{"${'a'.repeat(200_000)}":1}`)],
    ['a key twice', bytes('{"context":{"a":1},"context":{"a":2}}')],
    ['a key twice in different spellings', bytes('{"context":1,"con\\u0074ext":2}')],
    ['a key twice, deep inside', bytes('{"a":[{"b":{"id":1,"x":0,"id":1}}]}')],
    ['__proto__', bytes('{"a":{"__proto__":{"isAdmin":true}}}')],
    ['__proto__ in escapes', bytes('{"\\u005f_proto__":{"isAdmin":true}}')],
    ['__proto__ twice', bytes('{"__proto__":1,"__proto__":2}')],
    ['constructor', bytes('{"constructor":{"x":1}}')],
    ['prototype', bytes('[{"prototype":1}]')],
  ])('refuses %s', (_what, body) => {
    expect(refusalOf(body)).toMatchObject({ status: 400, code: '30000' });
    expect(Object.hasOwn(Object.prototype, 'isAdmin')).toBe(false);
  });

  it('throws nothing but refusals, whatever the bytes', () => {
    const structural = fc.constantFrom(...'[]{}",:\\u0123456789aeftn. -\0\ud83d'.split(''));
    const texts = fc.array(structural, { maxLength: 60 }).map((some) => bytes(some.join('')));
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 500 }), texts), (body) => {
        try {
          inspect(body, LIMIT);
        } catch (error) {
          expect(error).toBeInstanceOf(RequestRefused);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('never repeats what it received', () => {
    const secret = '+91-9800000001';
    for (const text of [`{"phone":"${secret}",}`, `{"${secret}":1,"${secret}":2}`, `{"a":"${secret}\\ud800"}`])
      expect(JSON.stringify(refusalOf(bytes(text)).error)).not.toContain(secret);
  });
});
