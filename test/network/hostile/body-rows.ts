import type { Peer } from '../peer.ts';
import { booking } from './refusal.ts';

export interface BodyRow {
  readonly name: string;
  readonly action?: string;
  readonly status?: 400 | 413;
  /** Of the field that is told to be wrong. */
  readonly path?: string;
  readonly body: (buyer: Peer) => string | Uint8Array;
}

const envelope = (buyer: Peer, context: object = {}, message: object = booking): string =>
  JSON.stringify({ context: buyer.context('init', { ...context }), message });

const inContext = (name: string, field: string, value: unknown): BodyRow => ({
  name,
  path: `context.${field}`,
  body: (buyer) => envelope(buyer, { [field]: value }),
});

/** A booking in which some place holds something else. */
const inOrder = (name: string, at: readonly (string | number)[], value: unknown): BodyRow => ({
  name,
  path: `message.order.${at.join('.').replaceAll(/\.(\d+)/g, '[$1]')}`,
  body: (buyer) => envelope(buyer, {}, { order: replaced(booking.order, at, value) }),
});

function replaced(value: unknown, [step, ...rest]: readonly (string | number)[], by: unknown): unknown {
  if (step === undefined) return by;
  const inner = typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined;
  const changed = replaced(inner, rest, by);
  if (!Array.isArray(value)) return { ...Object(value), [step]: changed };
  return value.map((entry, index) => (index === step ? changed : entry));
}

/** A good body with something of one's own beside context and message. */
const beside = (name: string, members: string, status?: 413): BodyRow => ({
  name,
  status,
  body: (buyer) => `${envelope(buyer).slice(0, -1)},${members}}`,
});

const bytes = (name: string, change: (body: string) => Uint8Array): BodyRow => ({
  name,
  body: (buyer) => change(envelope(buyer)),
});

const nested = (depth: number) => `"deep":${'['.repeat(depth)}${']'.repeat(depth)}`;
const amount = ['items', 0, 'quantity', 'selected', 'measure', 'value'] as const;

export const addresses: readonly BodyRow[] = [
  ...[
    'http://buyer.example.org/beckn',
    'https://buyer.example.org/beckn',
    'file:///etc/passwd',
    'ftp://buyer.example.org/',
    'gopher://buyer.example.org/',
    'http://127.0.0.1/beckn',
    'http://localhost:1/beckn',
    'http://169.254.169.254/latest/meta-data',
    'http://[::1]/beckn',
    'http://10.0.0.1/beckn',
    'http://100.64.0.1/beckn',
    'http://[fd00::1]/beckn',
    'http://2130706433/beckn',
    'http://0x7f.1/beckn',
    'http://017700000001/beckn',
    'http://１２７.0.0.1/beckn',
    'http://[::ffff:127.0.0.1]/beckn',
    'https://buyer.example.org@169.254.169.254/',
    'javascript:alert(1)',
    'not a url',
  ].map((uri) => inContext(`the callback address ${uri}`, 'bap_uri', uri)),
  ...Object.entries({
    'at port 22': (url: string) => url.replace(/:\d+\//, ':22/'),
    'at port 6379': (url: string) => url.replace(/:\d+\//, ':6379/'),
    'with a line break': (url: string) => `${url}/\r\nX-Evil: 1`,
    'with an encoded line break': (url: string) => `${url}/%0d%0aX-Evil:%201`,
    'beside the registered one': (url: string) => `${url}-evil`,
    'above the registered one': (url: string) => url.replace('/beckn', '/'),
    'that climbs out of the registered one': (url: string) => `${url}/../admin`,
    'with a user': (url: string) => url.replace('http://', 'http://evil@'),
    'whose host only begins like it': (url: string) => url.replace('127.0.0.1', '127.0.0.1.evil.example'),
  }).map(([name, change]) => ({
    name: `a callback address ${name}`,
    path: 'context.bap_uri',
    body: (buyer: Peer) => envelope(buyer, { bap_uri: change(buyer.url) }),
  })),
];

export const contexts: readonly BodyRow[] = [
  {
    name: 'an action of another path',
    action: 'cancel',
    path: 'context.action',
    body: (buyer: Peer) => envelope(buyer),
  },
  inContext('another provider', 'bpp_id', 'other-bpp.example.com'),
  inContext('a time of 2020', 'timestamp', '2020-01-01T00:00:00Z'),
  inContext('a time of 2099', 'timestamp', '2099-01-01T00:00:00Z'),
  inContext('a time that is none', 'timestamp', 'yesterday'),
  inContext('no time', 'timestamp', undefined),
  ...['PT0S', 'P9999Y', '-PT1S', 'soon', `PT${'9'.repeat(50_000)}S`].map((ttl) =>
    inContext(`the ttl ${ttl.slice(0, 20)}`, 'ttl', ttl),
  ),
  ...['', ' ', 'a\u0000b', 'a\nb', 'a\u001b[31m', 'x'.repeat(256), {}].map((id) =>
    inContext(`the transaction id ${JSON.stringify(id).slice(0, 20)}`, 'transaction_id', id),
  ),
  ...[2 ** 53, 1.5].map((id) =>
    inContext(`the transaction id ${id}, a number that is not exact`, 'transaction_id', id),
  ),
  inContext('an unknown version', 'version', '9.0.0'),
  { name: 'no context', path: 'context', body: () => JSON.stringify({ message: booking }) },
  { name: 'no message', path: 'message', body: (buyer: Peer) => JSON.stringify({ context: buyer.context('init') }) },
].map((row) => (row.name.includes('\\u0000') ? { ...row, path: undefined } : row));

export const values: readonly BodyRow[] = [
  ...['items', 'fulfillments', 'payments'].map((name) =>
    inOrder(`a list of ${name} whose length is no number`, [name], { length: { toString: 1 } }),
  ),
  ...['12,3', 'NaN', '1e999', '-5', '0x10', '9'.repeat(30), '1'.repeat(50_000), 1e308].map((value) =>
    inOrder(`the quantity ${String(value).slice(0, 20)}`, amount, value),
  ),
  ...['12,3', 'NaN', '1e999', '-5', '0x10', '9'.repeat(30)].map((value) =>
    inOrder(`the quoted price ${value}`, ['quote', 'price', 'value'], value),
  ),
  inOrder('an e-mail address of 50 KB', ['billing', 'email'], 'a@'.repeat(25_000)),
  inOrder('a phone number of 50 KB', ['billing', 'phone'], '9'.repeat(50_000)),
  inOrder('a name of 50 KB', ['billing', 'name'], 'x'.repeat(50_000)),
  ...['91,181', 'NaN,NaN', '12.9', '1.'.repeat(25_000)].map((gps) => ({
    name: `the position ${gps.slice(0, 20)}`,
    action: 'search',
    path: 'message.intent.location.gps',
    body: (buyer: Peer) => intent(buyer, { gps, radius: { value: '5', unit: 'km' } }),
  })),
  {
    name: 'a radius of a million km',
    action: 'search',
    path: 'message.intent.location.radius',
    body: (buyer: Peer) => intent(buyer, { gps: '12.9,77.5', radius: { value: '1000000', unit: 'km' } }),
  },
];

const intent = (buyer: Peer, location: object) =>
  JSON.stringify({ context: buyer.context('search'), message: { intent: { location } } });

export const shapes: readonly BodyRow[] = [
  beside('a nesting of 33 levels', nested(33)),
  beside('a nesting of 5,000 levels', nested(5000)),
  beside('a nesting of 400,000 levels', nested(400_000)),
  beside('objects 100,000 levels deep', `"deep":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`),
  beside('100,000 keys', Array.from({ length: 100_000 }, (_, index) => `"${index}":1`).join(',')),
  beside('100,000 items', `"many":[${Array.from({ length: 100_000 }, () => '1').join(',')}]`),
  beside('a text of 900 KB', `"long":"${'x'.repeat(900_000)}"`),
  beside('more than 1 MB', `"long":"${'x'.repeat(1_000_000)}"`, 413),
  { ...beside('more than 256 KB of search', `"long":"${'x'.repeat(260_000)}"`, 413), action: 'search' },
  beside('two contexts', '"context":{"action":"cancel"}'),
  beside('two contexts, one of them escaped', '"\\u0063ontext":{"action":"cancel"}'),
  beside('the key __proto__', '"__proto__":{"isAdmin":true}'),
  beside('the key constructor', '"constructor":{"prototype":{"isAdmin":true}}'),
  beside('a lone surrogate', '"odd":"\\ud800"'),
  beside('a NUL', '"odd":"\\u0000"'),
  bytes('a byte order mark', (body) => Buffer.from(`\ufeff${body}`)),
  bytes('UTF-16', (body) => Buffer.from(`\ufeff${body}`, 'utf16le')),
  bytes('UTF-16 without its mark', (body) => Buffer.from(body, 'utf16le')),
  bytes('invalid UTF-8', (body) => Buffer.from(body.replace('Zaphira', 'Zaph\u00ffra'), 'latin1')),
  bytes('half of it', (body) => Buffer.from(body.slice(0, body.length / 2))),
  { name: 'nothing', body: () => '' },
  ...['null', '[]', '7', '"text"', '{}', 'true', '<xml/>'].map((body) => ({
    name: `the body ${body}`,
    body: () => body,
  })),
];
