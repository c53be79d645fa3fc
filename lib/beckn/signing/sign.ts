import { type KeyObject, sign } from 'node:crypto';
import { digestOf, SIGNED_HEADERS, signingString } from './signing-string.ts';

interface ToSign {
  readonly subscriberId: string;
  readonly keyId: string;
  readonly key: KeyObject;
  readonly body: Uint8Array | string;
  /** Seconds since 1970. */
  readonly created: number;
  readonly expires: number;
}

/** The Authorization header for a body. */
export function signatureHeader({ subscriberId, keyId, key, body, created, expires }: ToSign): string {
  const signature = sign(null, signingString(created, expires, digestOf(body)), key).toString('base64');
  return (
    `Signature keyId="${subscriberId}|${keyId}|ed25519",algorithm="ed25519",created="${created}",expires="${expires}",` +
    `headers="${SIGNED_HEADERS}",signature="${signature}"`
  );
}
