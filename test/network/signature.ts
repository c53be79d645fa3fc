import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto';

/** Signatures as a stranger writes them who has read BECKN-006 and nothing of ours. */

export interface Signer {
  readonly subscriberId: string;
  readonly keyId: string;
  readonly privateKey: KeyObject;
}

/** What a signature says of itself. */
export interface Claims {
  readonly keyId: string;
  readonly algorithm: string;
  readonly created: number;
  readonly expires: number;
  readonly headers: string;
  readonly signature: string;
}

export interface Choices extends Partial<Omit<Claims, 'signature'>> {
  /** The digest line, where it is not that of the body. */
  readonly digest?: string;
}

const SIGNED = '(created) (expires) digest';
const VALIDITY_SECONDS = 300;

export function newKeys(): { readonly privateKey: KeyObject; readonly publicKey: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    privateKey,
    publicKey: Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url').toString('base64'),
  };
}

export function claim(body: string | Uint8Array, signer: Signer, choices: Choices = {}): Claims {
  const { created = Math.floor(Date.now() / 1000), digest = `BLAKE-512=${hash(body)}` } = choices;
  const expires = choices.expires ?? created + VALIDITY_SECONDS;
  const signed = sign(
    null,
    Buffer.from(`(created): ${created}\n(expires): ${expires}\ndigest: ${digest}`),
    signer.privateKey,
  );
  return {
    keyId: `${signer.subscriberId}|${signer.keyId}|ed25519`,
    algorithm: 'ed25519',
    headers: SIGNED,
    ...choices,
    created,
    expires,
    signature: signed.toString('base64'),
  };
}

export const header = ({ keyId, algorithm, created, expires, headers, signature }: Claims): string =>
  `Signature keyId="${keyId}",algorithm="${algorithm}",created="${created}",expires="${expires}",headers="${headers}",signature="${signature}"`;

export const authorization = (body: string | Uint8Array, signer: Signer, choices?: Choices): string =>
  header(claim(body, signer, choices));

export const hash = (body: string | Uint8Array, algorithm = 'blake2b512'): string =>
  createHash(algorithm).update(body).digest('base64');

/** Who says to have signed: subscriber and key. */
export function signerOf(authorization: string): { readonly subscriberId: string; readonly keyId: string } {
  const [subscriberId = '', keyId = ''] = parameter(authorization, 'keyId').split('|');
  return { subscriberId, keyId };
}

/** Whether the signature is one over these bytes by the key, given as the registry has it, at this time. */
export function isSignedBy(publicKey: string, body: Uint8Array, authorization: string): boolean {
  const created = Number(parameter(authorization, 'created'));
  const expires = Number(parameter(authorization, 'expires'));
  const now = Date.now() / 1000;
  if (!(created <= now + 5 && now <= expires)) return false;
  const x = Buffer.from(publicKey, 'base64').toString('base64url');
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  const text = `(created): ${created}\n(expires): ${expires}\ndigest: BLAKE-512=${hash(body)}`;
  return verify(null, Buffer.from(text), key, Buffer.from(parameter(authorization, 'signature'), 'base64'));
}

const parameter = (authorization: string, name: string): string =>
  new RegExp(`[ ,]${name}="([^"]*)"`).exec(authorization)?.[1] ?? '';
