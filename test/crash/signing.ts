import { createPublicKey, generateKeyPairSync, hash, type KeyObject, sign, verify } from 'node:crypto';

/** Signatures as a stranger makes and checks them: written from the specification, sharing nothing with the platform. */

export interface Signer {
  /** Base64 of the raw 32 bytes. */
  readonly publicKey: string;
  authorization(subscriberId: string, body: string): string;
}

const LIFETIME_SECONDS = 60;

export function newSigner(keyId: string): Signer {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const { x = '' } = publicKey.export({ format: 'jwk' });
  return {
    publicKey: Buffer.from(x, 'base64url').toString('base64'),
    authorization(subscriberId, body) {
      const created = Math.floor(Date.now() / 1000);
      const expires = created + LIFETIME_SECONDS;
      const signature = sign(null, signingString(created, expires, body), privateKey).toString('base64');
      return [
        `Signature keyId="${subscriberId}|${keyId}|ed25519"`,
        'algorithm="ed25519"',
        `created="${created}"`,
        `expires="${expires}"`,
        'headers="(created) (expires) digest"',
        `signature="${signature}"`,
      ].join(',');
    },
  };
}

export const readKey = (base64: string): KeyObject =>
  createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(base64, 'base64').toString('base64url') },
    format: 'jwk',
  });

/** Whether the header is a signature of the body by this subscriber's key, made at that time (milliseconds since 1970). */
export function isSignedBy(subscriber: string, key: KeyObject, header: string, body: string, at: number): boolean {
  const field = (name: string) => new RegExp(`[ ,]${name}="([^"]*)"`).exec(header)?.[1] ?? '';
  const [created, expires] = [Number(field('created')), Number(field('expires'))];
  const isTimely = created <= at / 1000 + 1 && at / 1000 <= expires;
  const signature = Buffer.from(field('signature'), 'base64');
  return (
    field('keyId') === `${subscriber}|ed25519` &&
    isTimely &&
    verify(null, signingString(created, expires, body), key, signature)
  );
}

const signingString = (created: number, expires: number, body: string) =>
  Buffer.from(`(created): ${created}\n(expires): ${expires}\ndigest: BLAKE-512=${hash('blake2b512', body, 'base64')}`);
