import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { fromBase64 } from './base64.ts';

const SEED_BYTES = 32;
const KEY_BYTES = 32;
const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex');
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The y of every point of order 1, 2, 4 or 8, also as p and p + 1 in place of 0 and 1. Forged signatures verify under them. */
const smallOrders = new Set([
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
]);

const refusals = {
  'key-encoding': 'canonical padded base64 was expected',
  'key-length': '32 raw bytes of an Ed25519 key were expected',
  'key-algorithm': 'an Ed25519 key was expected',
  'key-small-order': 'the point has a small order, anyone can sign for it',
  'key-mismatch': 'the public half does not belong to the seed',
} as const;

export class KeyRefused extends Error {
  readonly code: keyof typeof refusals;

  constructor(code: keyof typeof refusals) {
    super(refusals[code]);
    this.code = code;
  }
}

/** Takes the raw 32 bytes, or their SubjectPublicKeyInfo, in base64. */
export function importPublicKey(base64: string): KeyObject {
  const raw = rawPublicKey(decode(base64));
  if (smallOrders.has(withoutSign(raw).toString('hex'))) throw new KeyRefused('key-small-order');
  return createPublicKey({ key: Buffer.concat([spkiPrefix, raw]), format: 'der', type: 'spki' });
}

/** Takes the seed, or seed and public key in one as libsodium writes them, in base64. */
export function importPrivateKey(base64: string): KeyObject {
  const bytes = decode(base64);
  if (bytes.length !== SEED_BYTES && bytes.length !== SEED_BYTES + KEY_BYTES) throw new KeyRefused('key-length');
  const seed = bytes.subarray(0, SEED_BYTES);
  const key = createPrivateKey({ key: Buffer.concat([pkcs8Prefix, seed]), format: 'der', type: 'pkcs8' });
  const stated = bytes.subarray(SEED_BYTES);
  if (stated.length > 0 && !stated.equals(publicHalf(key))) throw new KeyRefused('key-mismatch');
  return key;
}

export function newKeyPair(): { readonly privateKey: string; readonly publicKey: string } {
  const { privateKey } = generateKeyPairSync('ed25519');
  const seed = privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(pkcs8Prefix.length);
  return { privateKey: seed.toString('base64'), publicKey: publicHalf(privateKey).toString('base64') };
}

function decode(base64: string): Buffer {
  const bytes = fromBase64(base64);
  if (bytes === undefined) throw new KeyRefused('key-encoding');
  return bytes;
}

function rawPublicKey(bytes: Buffer): Buffer {
  if (bytes.length === KEY_BYTES) return bytes;
  if (bytes.length !== spkiPrefix.length + KEY_BYTES) throw new KeyRefused('key-length');
  if (!bytes.subarray(0, spkiPrefix.length).equals(spkiPrefix)) throw new KeyRefused('key-algorithm');
  return bytes.subarray(spkiPrefix.length);
}

function withoutSign(raw: Buffer): Buffer {
  const y = Buffer.from(raw);
  y[KEY_BYTES - 1] = raw.readUInt8(KEY_BYTES - 1) & 0x7f;
  return y;
}

const publicHalf = (key: KeyObject): Buffer =>
  createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(spkiPrefix.length);
