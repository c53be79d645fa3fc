import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkUrl, isUnder } from '../../lib/http/safe-url.ts';

const anywhere = { allowLoopback: false };
const atHome = { allowLoopback: true };

describe('a URL of a stranger', () => {
  test.each([
    'https://bap.example.in/',
    'https://bap.example.in/beckn/bap',
    'https://bap.example.in:443/beckn',
    'https://BAP.Example.in/beckn?x=1',
    'https://xn--bcher-kva.example/beckn',
    'https://8.8.8.8/beckn',
    'https://[2606:4700:4700::1111]/beckn',
  ])('is taken: %s', (url) => {
    expect(checkUrl(url, anywhere)).toMatchObject({ safe: true });
    expect(checkUrl(url, atHome)).toMatchObject({ safe: true });
  });

  test.each([
    [
      'another scheme',
      ['http://bap.example.in/', 'file:///etc/passwd', 'ftp://bap.example.in/', 'gopher://bap.example.in/'],
    ],
    [
      'no URL at all',
      ['', 'bap.example.in', 'https:bap.example.in', 'https:/bap.example.in', 'https://', '//bap.example.in/'],
    ],
    ['the link-local network', ['https://169.254.169.254/latest/meta-data', 'https://[fe80::1]/']],
    [
      'private networks',
      ['https://10.0.0.1/', 'https://172.16.0.1/', 'https://172.31.255.255/', 'https://192.168.1.1/'],
    ],
    ['shared address space', ['https://100.64.0.1/', 'https://100.127.255.254/']],
    ['unique local addresses', ['https://[fd00::1]/', 'https://[fc00::1]/']],
    [
      'this host, multicast, future',
      ['https://0.0.0.0/', 'https://224.0.0.1/', 'https://255.255.255.255/', 'https://[ff02::1]/'],
    ],
    [
      'decimal, hex, octal and short forms',
      ['https://2130706433/', 'https://0x7f.1/', 'https://017700000001/', 'https://127.1/'],
    ],
    ['encoded and fullwidth digits', ['https://%31%32%37.0.0.1/', 'https://１２７.0.0.1/', 'https://127。0。0。1/']],
    [
      'v4 within v6',
      [
        'https://[::ffff:127.0.0.1]/',
        'https://[::ffff:7f00:1]/',
        'https://[64:ff9b::7f00:1]/',
        'https://[2002:7f00:1::]/',
      ],
    ],
    ['public addresses in odd forms', ['https://134744072/', 'https://8.8.2056/', 'https://010.8.8.8/']],
    [
      'credentials',
      ['https://bap.example.in@169.254.169.254/', 'https://a:b@bap.example.in/', 'https://@bap.example.in/'],
    ],
    ['other ports', ['https://bap.example.in:22/', 'https://bap.example.in:6379/', 'https://bap.example.in:8443/']],
    [
      'line breaks',
      [
        'https://bap.example.in/\r\nHost:x',
        'https://bap.example.in/%0d%0aHost:x',
        'https://bap.example.in/%0A',
        'https://bap\t.example.in/',
      ],
    ],
    [
      'hidden slashes',
      ['https://bap.example.in\\@127.0.0.1/', 'https://bap.example.in/a%2f..%2fb', 'https://bap.example.in/a%5cb'],
    ],
    [
      'names without a public meaning',
      ['https://intranet/', 'https://metadata.google.internal/', 'https://printer.local/', 'https://a.localhost/'],
    ],
    [
      'names of private networks',
      [
        'home.arpa',
        'svc',
        'cluster.local',
        'lan',
        'onion',
        'corp',
        'home',
        'private',
        'intranet',
        'alt',
        'invalid',
      ].flatMap((name) => [`https://a.${name}/`, `https://a.b.${name.toUpperCase()}/`]),
    ],
    ['names in odd forms', ['https://bap.example.in./', 'https://-bap.example.in/', 'https://bücher.example/']],
    ['too long a text', [`https://bap.example.in/${'a'.repeat(2000)}`]],
  ])('is refused for %s', (_, urls) => {
    for (const url of urls) {
      expect(checkUrl(url, anywhere), url).toMatchObject({ safe: false });
      expect(checkUrl(url, atHome), url).toMatchObject({ safe: false });
    }
  });

  test.each(['http://127.0.0.1:4100/bap', 'http://localhost:9/', 'http://[::1]:80/', 'https://127.0.0.1:8443/'])(
    'may lead to this machine in the local stage alone: %s',
    (url) => {
      expect(checkUrl(url, atHome)).toMatchObject({ safe: true });
      expect(checkUrl(url, anywhere)).toMatchObject({ safe: false });
    },
  );

  test.each([
    'http://127.0.0.2/',
    'http://2130706433:4100/',
    'http://0x7f.1/',
    'http://[::ffff:127.0.0.1]/',
    'http://x@127.0.0.1/',
    'http://localhost./',
    'http://0.0.0.0:4100/',
  ])('leads to this machine under its plain names alone: %s', (url) =>
    expect(checkUrl(url, atHome)).toMatchObject({ safe: false }),
  );

  test('whatever it says, judging it never throws, and what is taken goes to port 443 over https', () => {
    const text = fc.oneof(
      fc.string(),
      fc.webUrl(),
      fc.string().map((rest) => `https://${rest}`),
    );
    fc.assert(
      fc.property(text, (url) => {
        const checked = checkUrl(url, anywhere);
        expect(checked.safe ? `${checked.url.protocol}${checked.url.port}` : 'https:').toBe('https:');
      }),
    );
  });

  test('any private address is refused, however it is written', () => {
    const byte = fc.integer({ min: 0, max: 255 });
    const forms: readonly ((value: number) => string)[] = [
      (value) => [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join('.'),
      (value) => String(value),
      (value) => `0x${value.toString(16)}`,
      (value) => `0${value.toString(8)}`,
    ];
    fc.assert(
      fc.property(fc.constantFrom(10, 127), byte, byte, byte, fc.constantFrom(...forms), (a, b, c, d, write) => {
        const host = write(((a << 24) | (b << 16) | (c << 8) | d) >>> 0);
        expect(checkUrl(`https://${host}/`, anywhere)).toMatchObject({ safe: false });
      }),
    );
  });

  test('a hostile name costs no time', () => {
    const started = performance.now();
    for (const part of ['a', 'a-', 'a.', '-', '%']) checkUrl(`https://${part.repeat(50_000)}`, anywhere);
    checkUrl(`https://${'a-'.repeat(900)}!/`, anywhere);
    expect(performance.now() - started).toBeLessThan(50);
  });
});

describe('a callback URL', () => {
  const registered = 'https://bap.example.in/beckn';

  test.each([
    'https://bap.example.in/beckn',
    'https://bap.example.in/beckn/',
    'https://bap.example.in/beckn/v1',
    'https://bap.example.in:443/beckn',
    'https://BAP.EXAMPLE.IN/beckn',
    'https://bap.example.in/x/../beckn',
  ])('lies under the registered one: %s', (url) => expect(isUnder(registered, url)).toBe(true));

  test.each([
    'https://evilbap.example.in/beckn',
    'https://bap.example.in.evil.com/beckn',
    'https://bap.example.in/becknevil',
    'https://bap.example.in/',
    'https://bap.example.in/beckn/../admin',
    'https://bap.example.in/beckn/%2e%2e/admin',
    'https://bap.example.in/beckn/..%2fadmin',
    'https://bap.example.in:8443/beckn',
    'http://bap.example.in/beckn',
    'https://x@bap.example.in/beckn',
    'https://bap.example.in/beckn?to=evil',
    'https://bap.example.in/beckn#evil',
    'not a url',
    'data:text/plain,x',
  ])('lies elsewhere: %s', (url) => expect(isUnder(registered, url)).toBe(false));

  test('any path of its host lies under a registered host', () => {
    expect(isUnder('https://bap.example.in', 'https://bap.example.in/anything')).toBe(true);
    expect(isUnder('https://bap.example.in/', 'https://bap.example.in')).toBe(true);
  });

  test('a base without an origin covers nothing', () =>
    expect(isUnder('data:text/plain,x', 'data:text/plain,x')).toBe(false));
});
