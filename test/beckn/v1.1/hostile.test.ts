import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Action, actionNames } from '../../../lib/beckn/actions.ts';
import { decode } from '../../../lib/beckn/codec.ts';
import { RequestRefused } from '../../../lib/beckn/request-refused.ts';
import { fixture, requests, sentAt, withValue } from '../requests.ts';

function refusalOf(action: Action, body: unknown, now = sentAt): RequestRefused {
  try {
    decode(action, body, now);
  } catch (error) {
    if (error instanceof RequestRefused) return error;
    throw error;
  }
  throw new Error('was accepted');
}

const quantity = 'message.order.items[0].quantity.selected.measure.value';
const window = 'message.order.fulfillments[0].stops[0].time.timestamp';
const billing = 'message.order.billing';
const many = (value: object) => Array.from({ length: 101 }, () => value);

const paths: readonly (readonly [keyof typeof requests, string, readonly unknown[]])[] = [
  ['select', 'context', [undefined, null, 'context', []]],
  ['select', 'context.action', ['cancel', 'Select', undefined, {}]],
  ['select', 'context.domain', [undefined, '', 'retail', {}]],
  ['select', 'context.version', ['2.0.0', '1.0.0', '0.9.3', 2, '1.10', {}, { toString: 1 }, true]],
  ['select', 'context.transaction_id', [undefined, '', ' ', 'a\nb', 'a\u001b[31m', 'x'.repeat(256), {}, []]],
  ['select', 'context.message_id', [undefined, '', 'a\u007f', 'x'.repeat(256), true]],
  ['select', 'context.transaction_id', [2 ** 53, -(2 ** 53), 1e21, 0.1, 1.5, Number.MAX_VALUE]],
  ['select', 'message.order.items[0].id', [2 ** 53, 0.30000000000000004]],
  ['status', 'message.order_id', [2 ** 53, 4.5]],
  ['init', 'message.order.billing.phone', [2 ** 62]],
  ['select', 'context.bap_id', [undefined, '', 'x'.repeat(256)]],
  [
    'select',
    'context.bap_uri',
    [undefined, '', 'rider', 'file:///etc/passwd', 'ftp://a.example', 'gopher://a.example'],
  ],
  [
    'select',
    'context.bap_uri',
    ['https://a b.example', 'https://a.example/\r\nHost: b', `https://a.example/${'x'.repeat(500)}`],
  ],
  [
    'select',
    'context.timestamp',
    [undefined, '', 'now', '2020-01-01T00:00:00Z', '2099-01-01T00:00:00Z', 1_800_000_000, '2026-02-31T00:00:00Z'],
  ],
  [
    'select',
    'context.ttl',
    ['PT0S', 'P9999Y', '-PT1S', 'P', 'PT', 'forever', '30', 30, 'PT1e9S', `PT${'9'.repeat(50_000)}S`],
  ],
  ['select', 'message', [undefined, null, 'order', []]],
  ['select', 'message.order', [undefined, null, [], 'order']],
  ['select', 'message.order.provider.id', [undefined, null, '', {}, 'x'.repeat(256)]],
  ['select', 'message.order.items', [{}, many({ id: 'dc-fast' })]],
  ['select', 'message.order.items[0].id', [undefined, '', null, 'a\tb', 'x'.repeat(256), {}]],
  ['select', 'message.order.items[0].add_ons', [{}, many({ id: 'x' })]],
  ['select', 'message.order.items[0].add_ons[0].id', [undefined, '', {}]],
  ['select', 'message.order.items[0].tags', [{}, many({})]],
  ['select', 'message.order.items[0].tags[0].list', [{}, many({})]],
  ['select', 'message.order.items[0].price.value', ['12,3', 'NaN', '-5', {}]],
  [
    'select',
    quantity,
    ['12,3', 'NaN', 'Infinity', '1e999', '-5', '0x10', '9'.repeat(30), `0.${'3'.repeat(30)}`, ' 4', '4 ', '5.'],
  ],
  [
    'select',
    quantity,
    ['١٢', '１２', '--4', '4kWh', '1_000', -5, 1e21, 1e308, Number.NaN, true, {}, [], '4'.repeat(50_000)],
  ],
  ['select', 'message.order.items[0].quantity', [4, '4', []]],
  [
    'select',
    window,
    ['31-02-2027 10:00:00', '2026-11-22', '25:00', '24:00', '10:60', '2026-13-01T00:00:00Z', 'soon', 5, {}],
  ],
  [
    'select',
    window,
    ['2026-11-22T10:00:00+99:00', '2026-11-22T24:00:00Z', `2026-11-22T10:00:00.${'0'.repeat(50_000)}Z`],
  ],
  ['select', 'message.order.fulfillments', [{}, many({ id: 'x' })]],
  ['select', 'message.order.fulfillments[0].stops', [{}, many({})]],
  [
    'select',
    'message.order.fulfillments[0].stops[0].location.gps',
    ['91,181', 'NaN,NaN', '12.9', '1e1,2', '12.9,77.5,3', {}, `${'1'.repeat(50_000)},1`],
  ],
  ['init', `${billing}.email`, ['asha', '@', 'a@b@c', 'a b@c.example', `${'a'.repeat(50_000)}@c.example`, {}]],
  ['init', `${billing}.phone`, ['call me', '1', '<script>', '9'.repeat(50_000), {}]],
  ['init', `${billing}.name`, ['x'.repeat(256), {}, []]],
  ['confirm', 'message.order.quote.price.value', ['12,3', 'NaN', '1e999', '-5', '0x10', '9'.repeat(30)]],
  ['confirm', 'message.order.quote.breakup[1].price.value', ['12,3', 'NaN', '1e999', '0x10']],
  ['confirm', 'message.order.payments[0].params.amount', ['12,3', '-5', '1e999']],
  ['confirm', 'message.order.payments', [many({})]],
  ['search', 'message.intent', ['everything', []]],
  ['search', 'message.intent.location.gps', ['91,181', '-91,0', '0,181', 'NaN', '12;77', ' , ', {}]],
  [
    'search',
    'message.intent.location.radius',
    [{ value: '1000000', unit: 'km' }, { value: '0', unit: 'km' }, { value: '6000000', unit: 'm' }, '0'],
  ],
  ['search', 'message.intent.location.radius.value', ['-1', '1e6', 'five', undefined]],
  ['search', 'message.intent.location.radius.unit', ['parsec', {}, 'constructor']],
  ['search', 'message.intent.item.quantity.required.value', ['12,3', 'NaN', '-5', '1e999']],
  ['update-start', 'message.update_target', [undefined, '', {}]],
  ['update-start', 'message.order', [undefined, null]],
  ['status', 'message.order_id', [undefined, null, '', {}, 'a\nb']],
  ['track', 'message.order_id', [undefined, []]],
  ['rating', 'message.ratings', [undefined, {}, [], many({ id: 'o', rating_category: 'Order', value: '5' })]],
  ['rating', 'message.ratings[0].id', [undefined, '']],
  ['rating', 'message.ratings', [many({ id: 'o', rating_category: 'Order', value: '5' }).slice(0, 11)]],
  ['rating', 'message.ratings[0].value', [undefined, {}, 'x'.repeat(61)]],
  ['rating', 'message.ratings[0].rating_category', [undefined, '', {}, 'x'.repeat(61)]],
  ['support', 'message.support.email', ['nobody']],
  ['support', 'message.support.phone', ['nobody']],
];

describe.each(paths)('%s with a wrong %s', (name, path, values) => {
  it.each(values.map((value) => [JSON.stringify(value)?.slice(0, 60) ?? 'nothing', value]))(
    'is refused: %s',
    (_text, value) => {
      const body = withValue(fixture(name), path, value);
      const refusal = refusalOf(requests[name], body);
      expect(refusal).toMatchObject({ code: '30000', status: 400 });
      // A value of the wrong shape may be told at its inner part.
      expect(refusal.path?.startsWith(path)).toBe(true);
      expect(JSON.stringify(refusal.error).length).toBeLessThan(500);
    },
  );
});

describe('a text of 50 KB', () => {
  const spots = [
    ['select', 'context.ttl', 'PT', '1'],
    ['select', 'context.timestamp', '2026-11-21T09:00:00.', '0'],
    ['select', 'context.bap_uri', 'https://', 'a.'],
    ['select', quantity, '', '1'],
    ['select', window, '', '1:'],
    ['search', 'message.intent.location.gps', '12.', '1'],
    ['init', `${billing}.email`, '', 'a@'],
    ['init', `${billing}.email`, 'a@', 'a.'],
    ['init', `${billing}.phone`, '+', '91-'],
  ] as const;

  it.each(spots)('in %s, %s, is refused within 5 ms', (name, path, start, piece) => {
    const body = withValue(fixture(name), path, start + piece.repeat(50_000 / piece.length));
    const durations = Array.from({ length: 5 }, () => {
      const before = performance.now();
      expect(refusalOf(requests[name], body).path).toBe(path);
      return performance.now() - before;
    });
    expect(Math.min(...durations)).toBeLessThan(5);
  });
});

describe('a body that is no envelope', () => {
  it.each([[null], [[]], ['text'], [7], [true]])('is refused: %j', (body) => {
    expect(refusalOf('select', body)).toMatchObject({ path: 'body', expected: 'an object' });
  });
});

describe('the age of a message', () => {
  const at = (seconds: number) => new Date(sentAt.getTime() + seconds * 1000);
  const withTtl = (ttl: unknown) => withValue(fixture('select'), 'context.ttl', ttl);

  it.each([
    ['PT30S', 60, 61],
    ['PT0.1S', 31, 32],
    ['PT1H30M', 5430, 5431],
    ['P1W', 86_430, 86_431],
    ['P1M', 86_430, 86_431],
    [undefined, 86_430, 86_431],
  ])('may with the ttl %s be %i s, not %i s', (ttl, accepted, refused) => {
    decode('select', withTtl(ttl), at(accepted));
    expect(refusalOf('select', withTtl(ttl), at(refused)).path).toBe('context.timestamp');
  });

  it('may be ahead by five minutes, not by more', () => {
    decode('select', withTtl('PT30S'), at(-300));
    expect(refusalOf('select', withTtl('PT30S'), at(-301)).path).toBe('context.timestamp');
  });
});

describe('a message of version 2', () => {
  it('is told that its version is not spoken', () => {
    expect(refusalOf('select', withValue(fixture('select'), 'context.version', '2.0.0')).expected).toContain(
      'version 2 is not spoken here yet',
    );
  });
});

describe('a refusal', () => {
  const secrets = ['+91-98000000x1', 'asha at rider.example', 'Asha\u0000Rao'];

  it.each(secrets)('never repeats what was received: %j', (secret) => {
    for (const path of ['phone', 'number', 'email', 'name', 'tax_id', 'address'])
      for (const value of [secret, [secret], { [secret]: secret }, secret.repeat(300)])
        try {
          decode('confirm', withValue(fixture('confirm'), `${billing}.${path}`, value), sentAt);
        } catch (error) {
          if (!(error instanceof RequestRefused)) throw error;
          expect(`${error.message} ${JSON.stringify(error)} ${error.stack}`).not.toContain(secret);
          expect(error.cause).toBeUndefined();
        }
  });
});

describe('decoding', () => {
  const throwsOnlyRefusals = (action: Action, body: unknown) => {
    try {
      decode(action, body, sentAt);
    } catch (error) {
      expect(error).toBeInstanceOf(RequestRefused);
    }
  };

  it.each([{ length: { toString: 1 } }, { length: 1 }, { size: {} }])(
    'throws nothing but refusals on %j anywhere',
    (odd) => {
      for (const [name, action] of Object.entries(requests))
        for (const place of placesIn(fixture(name))) throwsOnlyRefusals(action, withValue(fixture(name), place, odd));
    },
  );

  it('throws nothing but refusals on arbitrary JSON', () => {
    fc.assert(fc.property(fc.constantFrom(...actionNames), fc.jsonValue(), throwsOnlyRefusals));
  });

  it('throws nothing but refusals on requests with anything anywhere', () => {
    const named = fc.constantFrom(
      ...Object.keys(requests).filter((name): name is keyof typeof requests => name in requests),
    );
    const spot = named.chain((name) => fc.tuple(fc.constant(name), fc.constantFrom(...placesIn(fixture(name)))));
    fc.assert(
      fc.property(spot, fc.jsonValue(), ([name, place], value) =>
        throwsOnlyRefusals(requests[name], withValue(fixture(name), place, value)),
      ),
      { numRuns: 1000 },
    );
  });
});

/** The path of every value in a body. */
function placesIn(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [path];
  const below = Object.entries(value).flatMap(([key, member]) =>
    placesIn(member, path === '' ? key : `${path}.${key}`),
  );
  return path === '' ? below : [path, ...below];
}
