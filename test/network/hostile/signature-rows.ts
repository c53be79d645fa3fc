import type { Peer } from '../peer.ts';
import { authorization, type Choices, type Claims, claim, hash, header } from '../signature.ts';

/** What comes as Authorization: nothing, one header or several. */
type Header = undefined | string | readonly string[];

export interface SignatureRow {
  readonly name: string;
  /** Another body than the one that was signed. */
  readonly sent?: (body: string) => string;
  readonly header: (body: string, buyer: Peer) => Header;
  readonly says?: RegExp;
}

const now = () => Math.floor(Date.now() / 1000);

const signed =
  (choices: () => Choices) =>
  (body: string, buyer: Peer): string =>
    authorization(body, buyer, choices());

/** A good signature, with something changed in what it says of itself. */
const altered =
  (change: (claims: Claims) => Partial<Record<keyof Claims, unknown>>) =>
  (body: string, buyer: Peer): string => {
    const claims = claim(body, buyer);
    const written = { ...claims, ...change(claims) };
    return header(claims).replace(/(\w+)="[^"]*"/g, (_whole, name: keyof Claims) => `${name}="${written[name]}"`);
  };

const rewritten = (change: (header: string) => string) => (body: string, buyer: Peer) =>
  change(authorization(body, buyer));

const times = (created: unknown) => altered(() => ({ created }));
const algorithm = (name: string) => altered(() => ({ algorithm: name }));
const headers = (list: string) => altered(() => ({ headers: list }));

const good = (body: string, buyer: Peer) => authorization(body, buyer);

export const refusedSignatures: readonly SignatureRow[] = [
  { name: 'no Authorization', header: () => undefined },
  { name: 'an empty Authorization', header: () => '' },
  { name: 'two Authorization headers', header: (body, buyer) => [good(body, buyer), good(body, buyer)] },
  { name: 'two signatures joined by a comma', header: (body, buyer) => `${good(body, buyer)}, ${good(body, buyer)}` },
  { name: 'a Bearer token', header: () => 'Bearer c2VjcmV0' },
  { name: 'a password', header: () => 'Basic YTpi' },
  { name: 'parameters without a scheme', header: rewritten((text) => text.slice('Signature '.length)) },
  { name: 'a header of 5 KB', header: rewritten((text) => `${text},more="${'x'.repeat(5000)}"`) },
  { name: 'the algorithm hmac-sha256', header: algorithm('hmac-sha256') },
  { name: 'the algorithm none', header: algorithm('none') },
  { name: 'the algorithm rsa-sha256', header: algorithm('rsa-sha256') },
  {
    name: 'a keyId of another algorithm',
    header: altered(({ keyId }) => ({ keyId: keyId.replace('ed25519', 'rsa') })),
  },
  { name: 'a keyId of two parts', header: altered(({ keyId }) => ({ keyId: keyId.replace('|ed25519', '') })) },
  { name: 'a keyId of four parts', header: altered(({ keyId }) => ({ keyId: `${keyId}|ed25519` })) },
  { name: 'two signature parameters', header: rewritten((text) => `${text},signature="AAAA"`) },
  { name: 'two keyId parameters', header: rewritten((text) => text.replace('keyId=', 'keyId="a|b|ed25519",keyId=')) },
  { name: 'two keyId parameters in other letters', header: rewritten((text) => `${text},KEYID="a|b|ed25519"`) },
  { name: 'headers without expires', header: headers('(created) digest') },
  { name: 'headers with another one', header: headers('(created) (expires) digest host') },
  { name: 'headers in another order', header: headers('(expires) (created) digest') },
  { name: 'only the host as headers', header: headers('host') },
  { name: 'a created 35 s ahead', header: signed(() => ({ created: now() + 35 })), says: /clock/ },
  { name: 'a created an hour ahead', header: signed(() => ({ created: now() + 3600 })), says: /clock/ },
  {
    name: 'an expires 35 s ago',
    header: signed(() => ({ created: now() - 60, expires: now() - 35 })),
    says: /expired/,
  },
  { name: 'an expires before created', header: signed(() => ({ created: now(), expires: now() - 1 })) },
  { name: 'an expires at created', header: signed(() => ({ created: now(), expires: now() })) },
  { name: 'a window of more than an hour', header: signed(() => ({ created: now(), expires: now() + 3601 })) },
  ...['1e9', '-1', ' 1764000000', '17640000000000000000', '0x69258a80', '1764000000.5', ''].map((created) => ({
    name: `the created ${JSON.stringify(created)}`,
    header: times(created),
  })),
  { name: 'another created than the signed one', header: altered(({ created }) => ({ created: created - 1 })) },
  { name: 'a body with one byte changed', sent: (body) => body.replace('"4"', '"5"'), header: good },
  { name: 'a body with a blank more', sent: (body) => body.replace(':', ': '), header: good },
  { name: 'a body with a line more', sent: (body) => `${body}\n`, header: good },
  { name: 'a body with its keys in another order', sent: reordered, header: good },
  {
    name: 'a signature over the body as it would be written again',
    sent: (body) => body.replaceAll(',', ', '),
    header: good,
  },
  {
    name: 'a signature over "[object Object]"',
    header: signed(() => ({ digest: `BLAKE-512=${hash('[object Object]')}` })),
    says: /\[object Object\]/,
  },
  {
    name: 'a SHA-256 digest',
    header: (body, buyer) => authorization(body, buyer, { digest: `SHA-256=${hash(body, 'sha256')}` }),
  },
  {
    name: 'a BLAKE2s digest',
    header: (body, buyer) => authorization(body, buyer, { digest: `BLAKE-256=${hash(body, 'blake2s256')}` }),
  },
  { name: 'a signature of 63 bytes', header: resized((bytes) => bytes.subarray(1)) },
  { name: 'a signature of 65 bytes', header: resized((bytes) => Buffer.concat([bytes, Buffer.of(0)])) },
  { name: 'a signature of no bytes', header: resized(() => Buffer.alloc(0)) },
  { name: 'a signature in base64url', header: inBase64Url },
  {
    name: 'a signature without padding',
    header: altered(({ signature }) => ({ signature: signature.replace('==', '') })),
  },
  { name: 'a signature with a blank in it', header: altered(({ signature }) => ({ signature: ` ${signature}` })) },
  { name: 'a signature that was made another one', header: resized(malleated) },
  {
    name: 'an unknown subscriber',
    header: (body, buyer) => authorization(body, buyer, { keyId: 'nobody.example.org|key-1|ed25519' }),
    says: /registry/,
  },
  {
    name: 'an unknown key',
    header: (body, buyer) => authorization(body, buyer, { keyId: `${buyer.subscriberId}|key-9|ed25519` }),
    says: /key/,
  },
];

const unquoted = (text: string) => text.replace(/(created|expires)="(\d+)"/g, '$1=$2');

/** What peers really send, and is good. */
export const acceptedSignatures: readonly SignatureRow[] = [
  { name: 'times without quotes', header: rewritten(unquoted) },
  { name: 'blanks after commas', header: rewritten((text) => text.replaceAll('",', '", ')) },
  { name: 'the scheme in small letters', header: rewritten((text) => text.replace('Signature', 'signature')) },
  { name: 'a clock that is 25 s ahead', header: signed(() => ({ created: now() + 25 })) },
  { name: 'a window of an hour', header: signed(() => ({ created: now(), expires: now() + 3600 })) },
];

function reordered(body: string): string {
  const { context, message } = JSON.parse(body);
  return JSON.stringify({ message, context });
}

function resized(change: (bytes: Buffer) => Buffer) {
  return altered(({ signature }) => ({ signature: change(Buffer.from(signature, 'base64')).toString('base64') }));
}

/** Until its two alphabets differ. */
function inBase64Url(body: string, buyer: Peer): string {
  for (let created = now(); ; created -= 1) {
    const claims = claim(body, buyer, { created });
    const signature = claims.signature.replaceAll('+', '-').replaceAll('/', '_');
    if (signature !== claims.signature) return header({ ...claims, signature });
  }
}

const ORDER_OF_GROUP = 2n ** 252n + 27742317777372353535851937790883648493n;

/** The same point with S + L instead of S: many libraries take it. */
function malleated(signature: Buffer): Buffer {
  const s = BigInt(`0x${Buffer.from(signature.subarray(32)).reverse().toString('hex')}`) + ORDER_OF_GROUP;
  const bytes = Buffer.from(s.toString(16).padStart(64, '0'), 'hex').reverse();
  return Buffer.concat([signature.subarray(0, 32), bytes]);
}
