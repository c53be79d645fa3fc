import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { importPrivateKey, importPublicKey, newKeyPair } from '../../../lib/beckn/signing/keys.ts';
import { add, encodings, type Point, torsionGenerator } from './edwards25519.ts';

const spki = (kind: 'ed25519' | 'x25519') =>
  (kind === 'ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('x25519')).publicKey.export({
    format: 'der',
    type: 'spki',
  });

const raw = (length: number) => Buffer.alloc(length, 0x42).toString('base64');

describe('importing a public key', () => {
  it('takes the raw 32 bytes and their SubjectPublicKeyInfo alike', () => {
    const der = spki('ed25519');
    const fromRaw = importPublicKey(der.subarray(12).toString('base64'));
    expect(fromRaw.equals(importPublicKey(der.toString('base64')))).toBe(true);
  });

  it('refuses every encoding of every point of small order', () => {
    const seen = new Set<string>();
    let point: Point = torsionGenerator;
    for (let times = 1; times <= 8; times += 1) {
      for (const encoding of encodings(point)) {
        seen.add(encoding.toString('hex'));
        expect(() => importPublicKey(encoding.toString('base64'))).toThrow(
          expect.objectContaining({ code: 'key-small-order' }),
        );
      }
      point = add(point, torsionGenerator);
    }
    expect(seen.size).toBe(14);
  });

  it.each([
    ['31 bytes', raw(31), 'key-length'],
    ['33 bytes', raw(33), 'key-length'],
    ['nothing', '', 'key-length'],
    ['an X25519 key', spki('x25519').toString('base64'), 'key-algorithm'],
    ['base64url', Buffer.alloc(32, 0xff).toString('base64url'), 'key-encoding'],
    ['a missing padding', raw(32).replace('=', ''), 'key-encoding'],
    ['a line break', `${raw(32)}\n`, 'key-encoding'],
    ['hex', 'ab'.repeat(32), 'key-length'],
    ['words', 'not a key', 'key-encoding'],
  ])('refuses %s', (_what, base64, code) => {
    expect(() => importPublicKey(base64)).toThrow(expect.objectContaining({ code }));
  });
});

describe('importing a private key', () => {
  it('takes a seed alone and a seed followed by its public key', () => {
    const { privateKey, publicKey } = newKeyPair();
    const both = Buffer.concat([Buffer.from(privateKey, 'base64'), Buffer.from(publicKey, 'base64')]);
    expect(importPrivateKey(both.toString('base64')).equals(importPrivateKey(privateKey))).toBe(true);
  });

  it('refuses a seed followed by the public key of another', () => {
    const both = Buffer.concat(
      [newKeyPair().privateKey, newKeyPair().publicKey].map((half) => Buffer.from(half, 'base64')),
    );
    expect(() => importPrivateKey(both.toString('base64'))).toThrow(expect.objectContaining({ code: 'key-mismatch' }));
  });

  it('refuses 33 bytes', () => {
    expect(() => importPrivateKey(raw(33))).toThrow(expect.objectContaining({ code: 'key-length' }));
  });
});
