import { type KeyObject, verify } from 'node:crypto';
import { fromBase64 } from './base64.ts';
import { readParameters } from './parameters.ts';
import { SignatureRefused } from './refused.ts';
import { digestOf, SIGNED_HEADERS, signingString } from './signing-string.ts';

const SIGNATURE_BYTES = 64;
const LONGEST_KEY_ID = 512;
const wholeSeconds = /^[1-9]\d{0,9}$/;
const orderOfGroup = Buffer.from('edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010', 'hex').reverse();
const digestOfObject = digestOf('[object Object]');

export interface Signature {
  readonly subscriberId: string;
  readonly keyId: string;
  /** Seconds since 1970. */
  readonly created: number;
  readonly expires: number;
  readonly bytes: Buffer;
}

/** In seconds. */
interface Tolerance {
  readonly skew: number;
  readonly longestWindow: number;
}

/** Reads what the sender claims. Nothing is proven yet. */
export function parseSignature(header: string | undefined): Signature {
  if (header === undefined || header === '') throw new SignatureRefused('signature-missing');
  const parameters = readParameters(header);
  const parameter = (name: string): string => {
    const value = parameters.get(name);
    if (value === undefined) throw new SignatureRefused('parameter-missing');
    return value;
  };
  if (parameter('algorithm') !== 'ed25519') throw new SignatureRefused('algorithm-unsupported');
  if (parameter('headers') !== SIGNED_HEADERS) throw new SignatureRefused('headers-unsupported');
  return {
    ...readKeyId(parameter('keyid')),
    created: readSeconds(parameter('created')),
    expires: readSeconds(parameter('expires')),
    bytes: readSignature(parameter('signature')),
  };
}

export function checkTimes(
  { created, expires }: Signature,
  nowSeconds: number,
  { skew, longestWindow }: Tolerance = { skew: 30, longestWindow: 3600 },
): void {
  if (expires <= created || expires - created > longestWindow) throw new SignatureRefused('window-invalid');
  if (created > nowSeconds + skew) throw new SignatureRefused('created-in-future');
  if (expires < nowSeconds - skew) throw new SignatureRefused('signature-expired');
}

/** Over the bytes as they came: parsing and writing them again may change them. */
export function verifySignature({ created, expires, bytes }: Signature, body: Uint8Array, key: KeyObject): void {
  if (verify(null, signingString(created, expires, digestOf(body)), key, bytes)) return;
  const signedAnObject = verify(null, signingString(created, expires, digestOfObject), key, bytes);
  throw new SignatureRefused(signedAnObject ? 'object-signed' : 'signature-mismatch');
}

function readKeyId(text: string): Pick<Signature, 'subscriberId' | 'keyId'> {
  const [subscriberId, keyId, algorithm, ...rest] = text.split('|');
  if (!subscriberId || !keyId || algorithm !== 'ed25519' || rest.length > 0 || text.length > LONGEST_KEY_ID)
    throw new SignatureRefused('key-id-malformed');
  return { subscriberId, keyId };
}

function readSeconds(text: string): number {
  if (!wholeSeconds.test(text)) throw new SignatureRefused('time-malformed');
  return Number(text);
}

function readSignature(text: string): Buffer {
  const bytes = fromBase64(text);
  if (bytes?.length !== SIGNATURE_BYTES) throw new SignatureRefused('signature-encoding');
  const s = Buffer.from(bytes.subarray(SIGNATURE_BYTES / 2)).reverse();
  if (s.compare(orderOfGroup) >= 0) throw new SignatureRefused('signature-malleable');
  return bytes;
}
