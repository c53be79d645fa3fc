import { hash } from 'node:crypto';

export const SIGNED_HEADERS = '(created) (expires) digest';

/** BLAKE2b-512 of the bytes as they travel, in base64. */
export const digestOf = (body: Uint8Array | string): string => hash('blake2b512', body, 'base64');

/** BECKN-006: three lines, no newline at the end. The digest lives only here, no header carries it. */
export const signingString = (created: number, expires: number, digest: string): Buffer =>
  Buffer.from(`(created): ${created}\n(expires): ${expires}\ndigest: BLAKE-512=${digest}`);

/** Goes into WWW-Authenticate, and for a gateway's signature into Proxy-Authenticate. */
export const wwwAuthenticate = (realm: string): string => `Signature realm="${realm}",headers="${SIGNED_HEADERS}"`;
