import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sealedLinks } from '../../lib/aws/links.ts';

const links = sealedLinks('https://provider.example', async () => 'a secret');
const key = { buyerId: 'rider.example', transactionId: '0b0f7f0c-3c55-4b4e-9d0b-6f2f3a9f6a11' };

const tokenOf = (url: string) => url.split('/').at(-1) ?? '';

describe('a sealed link', () => {
  test.each(['track', 'form'] as const)('to %s leads to the page of its order', async (page) => {
    const url = await links[page](key);
    const folder = ({ track: 'track', form: 'forms' } as const)[page];
    expect(url).toMatch(new RegExp(`^https://provider\\.example/${folder}/[\\w-]+$`));
    expect(await links.open(folder, tokenOf(url))).toEqual(key);
    expect(await links.open(folder === 'track' ? 'forms' : 'track', tokenOf(url))).toBeUndefined();
  });

  test('leads to any order, whatever its ids', async () => {
    const id = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 });
    const buyer = id.filter((text) => !text.includes('#'));
    await fc.assert(
      fc.asyncProperty(buyer, id, async (buyerId, transactionId) => {
        const token = tokenOf(await links.track({ buyerId, transactionId }));
        expect(await links.open('track', token)).toEqual({ buyerId, transactionId });
      }),
    );
  });

  test('to a ticket ends with its id, and leads to the page of its order', async () => {
    const url = await links.ticket(key, 'ticket-31');
    const [page, token = '', ticket] = url.split('/').slice(-3);
    expect([page, ticket]).toEqual(['tickets', 'ticket-31']);
    expect(await links.open('tickets', token)).toEqual(key);
    expect(await links.open('track', token)).toBeUndefined();
  });

  test('shows nothing of its order', async () => {
    const token = tokenOf(await links.track(key));
    const text = Buffer.from(token, 'base64url').toString('latin1');
    expect(text).not.toContain('rider');
    expect(text).not.toContain(key.transactionId.slice(0, 4));
  });

  test('is the same for the same order, so that a reply written again is the same', async () => {
    expect(await links.track(key)).toBe(await links.track(key));
    expect(await links.track(key)).not.toBe(await links.track({ ...key, transactionId: 'another' }));
  });

  test('leads nowhere once any of its bits is another', async () => {
    const bytes = Buffer.from(tokenOf(await links.track(key)), 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const forged = Buffer.from(bytes);
      forged[bit >> 3] = (forged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(await links.open('track', forged.toString('base64url'))).toBeUndefined();
    }
  });

  test('leads nowhere when it is cut or made longer', async () => {
    const bytes = Buffer.from(tokenOf(await links.track(key)), 'base64url');
    for (let length = 0; length < bytes.length; length += 1)
      expect(await links.open('track', bytes.subarray(0, length).toString('base64url'))).toBeUndefined();
    expect(await links.open('track', Buffer.concat([bytes, Buffer.from([0])]).toString('base64url'))).toBeUndefined();
  });

  test('of another platform leads nowhere', async () => {
    const foreign = sealedLinks('https://provider.example', async () => 'another secret');
    expect(await links.open('track', tokenOf(await foreign.track(key)))).toBeUndefined();
  });

  test.each(['', '-', 'nonsense', '../../etc/passwd', 'ü', 'A'.repeat(100_000)])(
    'is not what somebody made up: %.20s',
    async (token) => {
      expect(await links.open('track', token)).toBeUndefined();
    },
  );
});
