import { describe, expect, it } from 'vitest';
import { isForeign } from '../../lib/local/http/foreign.ts';

const host = '127.0.0.1:4100';

describe('a request to the local host', () => {
  it.each([
    [{ host }],
    [{ host: 'localhost' }],
    [{ host: '[::1]:4100' }],
    [{ host, origin: 'http://127.0.0.1:4100' }],
    [{ host, origin: 'http://localhost:3000' }],
    [{ host, origin: 'null', 'sec-fetch-site': 'same-origin' }],
  ])('is taken with %j', (headers) => {
    expect(isForeign(headers)).toBe(false);
  });

  it.each([
    [{}],
    [{ host: '' }],
    [{ host: 'evil.example' }],
    [{ host: 'evil.example:4100' }],
    [{ host: '127.0.0.1.evil.example' }],
    [{ host: 'localhost@evil.example' }],
    [{ host, origin: '' }],
    [{ host, origin: 'https://evil.example' }],
    [{ host, origin: 'http://localhost.evil.example' }],
    [{ host, origin: 'null' }],
    [{ host, origin: 'null', 'sec-fetch-site': 'cross-site' }],
    [{ host, origin: 'file://' }],
  ])('is a foreign page’s with %j', (headers) => {
    expect(isForeign(headers)).toBe(true);
  });
});
