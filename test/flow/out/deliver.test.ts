import { describe, expect, test } from 'vitest';
import { deliver, NotDelivered } from '../../../lib/flow/out/deliver.ts';
import type { Callback, Sender } from '../../../lib/flow/ports/callbacks.ts';
import { isValid, type Registry, RegistryUnavailable, type Subscriber } from '../../../lib/flow/ports/registry.ts';
import { isUnder } from '../../../lib/http/safe-url.ts';

const callback: Callback = {
  receiver: 'rider.example.org',
  url: 'https://rider.example.org/beckn/callbacks',
  action: 'on_confirm',
  transactionId: 't1',
  messageId: 'm1',
  body: '{"context":{}}',
};

const record = (more: Partial<Subscriber> = {}): Subscriber => ({
  id: callback.receiver,
  keyId: 'k1',
  role: 'BAP',
  url: 'https://rider.example.org/beckn',
  signingPublicKey: '',
  status: 'SUBSCRIBED',
  validFrom: '2026-01-01T00:00:00Z',
  validUntil: '2027-01-01T00:00:00Z',
  ...more,
});

/** A post office that keeps what it posted. */
function office(answer: Sender['post'], registry: Registry = { lookup: async () => [record()] }) {
  const posted: Parameters<Sender['post']>[] = [];
  let signatures = 0;
  return {
    posted,
    deliver: (change: Partial<Callback> = {}) =>
      deliver(
        { ...callback, ...change },
        {
          registry,
          sender: {
            async post(...letter) {
              posted.push(letter);
              return answer(...letter);
            },
          },
          signer: { sign: async (body) => `signature ${++signatures} of ${body}` },
          mayCall: isUnder,
          isValid: (subscriber) => isValid(subscriber, new Date('2026-06-01T00:00:00Z')),
        },
      ),
  };
}

const answering = (status: number, body = '') => office(async () => ({ status, body }));
const ACK = '{"message":{"ack":{"status":"ACK"}}}';

describe('a callback', () => {
  test('is posted under its action to where the buyer wants it', async () => {
    const { posted, deliver } = answering(200, ACK);
    expect(await deliver()).toBe('acknowledged');
    const url = 'https://rider.example.org/beckn/callbacks/on_confirm';
    expect(posted).toEqual([[url, callback.body, `signature 1 of ${callback.body}`]]);
  });

  test('is signed freshly each time', async () => {
    const { posted, deliver } = answering(200, ACK);
    await deliver();
    await deliver();
    expect(posted.map(([, , authorization]) => authorization)).toEqual([
      `signature 1 of ${callback.body}`,
      `signature 2 of ${callback.body}`,
    ]);
  });

  test.each(['https://rider.example.org/beckn/', 'https://rider.example.org/beckn//'])(
    'is posted to one slash after %s',
    async (url) => {
      const { posted, deliver } = answering(200, ACK);
      await deliver({ url });
      expect(posted[0]?.[0]).toBe('https://rider.example.org/beckn/on_confirm');
    },
  );
});

describe('a receiver', () => {
  test.each([
    [200, ACK],
    [200, '{"message":{"status":"ACK","messageId":"m1"}}'],
    [200, '{"transaction_id":"t1","timestamp":"now","ack_status":"ACK","error":{}}'],
    [200, '{"status":"ACK","signature":"…"}'],
    [200, '{"message":{"ack":{"status":"ACK"}},"error":{"message":"no NACK"}}'],
    [200, 'OK'],
    [200, ''],
    [202, '{}'],
    [204, ''],
  ])('that answers %i %s has taken it', async (status, body) => {
    expect(await answering(status, body).deliver()).toBe('acknowledged');
  });

  test.each([
    '{"message":{"ack":{"status":"NACK"}},"error":{"code":"30000"}}',
    '{"message":{"ack":{"status":"NACK"},"error":{}}}',
    '{"message":{"status":"NACK","messageId":"m1"}}',
    '{"transaction_id":"t1","ack_status":"NACK","error":{}}',
    '{"status":"NACK","error":{"errorCode":"1"}}',
    '{\n  "message": {\n    "ack": {\n      "status" : "NACK"\n    }\n  }\n}',
    '{"message":{"ack":{"status":"nack"}}}',
  ])('that answers 200 %s has refused it, and is not asked again', async (body) => {
    expect(await answering(200, body).deliver()).toBe('refused-by-receiver');
  });

  test.each([400, 402, 403, 405, 406, 409, 410, 413, 415, 422, 451])(
    'that answers %i will not understand it tomorrow either',
    async (status) => {
      expect(await answering(status, ACK).deliver()).toBe('refused-by-receiver');
    },
  );

  test.each([301, 302, 307, 401, 404, 408, 425, 429, 500, 502, 503, 504])(
    'that answers %i may take it later',
    async (status) => {
      const { deliver } = answering(status, ACK);
      await expect(deliver()).rejects.toThrow(NotDelivered);
      await expect(deliver()).rejects.toThrow(String(status));
    },
  );

  test('that does not answer in time may take it later', async () => {
    const { deliver } = office(async () => Promise.reject(new Error('no answer in 5 s')));
    await expect(deliver()).rejects.toThrow('no answer in 5 s');
  });
});

describe('who is registered', () => {
  const registered = (...records: readonly Subscriber[]) =>
    office(async () => ({ status: 200, body: ACK }), { lookup: async () => records });

  test.each(['UNSUBSCRIBED', 'INITIATED', 'EXPIRED'])(
    'decides: who is %s is gone, and hears nothing',
    async (status) => {
      const { posted, deliver } = registered(
        record({ status }),
        record({ status, keyId: 'k2' }),
        record({ role: 'BPP' }),
      );
      expect(await deliver()).toBe('receiver-gone');
      expect(posted).toEqual([]);
    },
  );

  test.each<[string, readonly Subscriber[]]>([
    ['nobody, in an answer without records', []],
    ['a provider only', [record({ role: 'BPP' })]],
    ['a provider who is not subscribed', [record({ role: 'BPP', status: 'UNSUBSCRIBED' })]],
    ['a buyer whose record has run out', [record({ validUntil: '2026-05-31T23:59:59Z' })]],
    ['a buyer whose record is not valid yet', [record({ validFrom: '2026-06-02T00:00:00Z' })]],
    ['a buyer who has moved to another host', [record({ url: 'https://rider.example.com/beckn' })]],
    ['a buyer who has moved to another path', [record({ url: 'https://rider.example.org/beckn/v2' })]],
    ['a buyer on a path that only begins so', [record({ url: 'https://rider.example.org/beck' })]],
    [
      'a buyer with one record at another URL and an old one at this',
      [record({ url: 'https://rider.example.com' }), record({ keyId: 'k0', status: 'UNSUBSCRIBED' })],
    ],
  ])('may change: %s hears nothing now, and it is tried later', async (_, records) => {
    const { posted, deliver } = registered(...records);
    await expect(deliver()).rejects.toThrow(NotDelivered);
    expect(posted).toEqual([]);
  });

  test('may be so several times: one fitting record is enough', async () => {
    const elsewhere = record({ url: 'https://elsewhere.example.org' });
    expect(await registered(elsewhere, record({ role: 'BPP' }), record({ keyId: 'k2' })).deliver()).toBe(
      'acknowledged',
    );
  });

  test('cannot be told while the registry is down: it is tried later', async () => {
    const down = { lookup: async () => Promise.reject(new RegistryUnavailable('no answer')) };
    const { posted, deliver } = office(async () => ({ status: 200, body: ACK }), down);
    await expect(deliver()).rejects.toThrow(RegistryUnavailable);
    expect(posted).toEqual([]);
  });
});
