import { createHash, sign } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { importPrivateKey, importPublicKey, newKeyPair } from '../../../lib/beckn/signing/keys.ts';
import { signatureHeader } from '../../../lib/beckn/signing/sign.ts';
import { digestOf, signingString } from '../../../lib/beckn/signing/signing-string.ts';
import { checkTimes, parseSignature, verifySignature } from '../../../lib/beckn/signing/verify.ts';

const pair = newKeyPair();
const publicKey = importPublicKey(pair.publicKey);
const key = importPrivateKey(pair.privateKey);
const created = 1_800_000_000;
const expires = created + 300;
const body = Buffer.from('{"context":{"action":"select"},"message":{}}');
const header = signatureHeader({ subscriberId: 'rider.example.org', keyId: 'k1', key, body, created, expires });

const verify = (text: string, bytes: Uint8Array = body) => verifySignature(parseSignature(text), bytes, publicKey);
const refusal = (code: string) => expect.objectContaining({ code });

/** Signed by the right key, but over another signing string. */
const signedOver = (text: string | Buffer) =>
  header.replace(/signature=".*"/, `signature="${sign(null, Buffer.from(text), key).toString('base64')}"`);

const L = 2n ** 252n + 27742317777372353535851937790883648493n;

function withLargerS(text: string): string {
  const bytes = Buffer.from(/signature="(.*)"/.exec(text)?.[1] ?? '', 'base64');
  const s = BigInt(`0x${Buffer.from(bytes.subarray(32)).reverse().toString('hex')}`) + L;
  const larger = Buffer.from(s.toString(16).padStart(64, '0'), 'hex').reverse();
  return text.replace(
    /signature=".*"/,
    `signature="${Buffer.concat([bytes.subarray(0, 32), larger]).toString('base64')}"`,
  );
}

describe('the vector of BECKN-006', () => {
  const seedAndKey = 'lP3sHA+9gileOkXYJXh4Jg8tK0gEEMbf9yCPnFpbldhrAY+NErqL9WD+Vav7TE5tyVXGXBle9ONZi2W7o144eQ==';
  const digest = 'b6lf6lRgOweajukcvcLsagQ2T60+85kRh/Rd2bdS+TG/5ALebOEgDJfyCrre/1+BMu5nA94o4DT3pTFXuUg7sw==';
  const signature = 'cjbhP0PFyrlSCNszJM1F/YmHDVAWsZqJUPzojnE/7TJU3fJ/rmIlgaUHEr5E0/2PIyf0tpSnWtT6cyNNlpmoAQ==';

  it('leads from its digest to its signing string and its signature', () => {
    const text = signingString(1641287875, 1641291475, digest);
    expect(text.toString()).toBe(`(created): 1641287875\n(expires): 1641291475\ndigest: BLAKE-512=${digest}`);
    expect(sign(null, text, importPrivateKey(seedAndKey)).toString('base64')).toBe(signature);
  });

  it('has digests of BLAKE2b-512, as RFC 7693 gives it for "abc"', () => {
    expect(Buffer.from(digestOf('abc'), 'base64').toString('hex')).toBe(
      'ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d17d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923',
    );
  });
});

describe('verifying', () => {
  it('accepts what was signed, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), fc.integer({ min: 1, max: 3600 }), (bytes, window) => {
        const signed = { subscriberId: 'a.example', keyId: 'k', key, body: bytes, created, expires: created + window };
        const signature = parseSignature(signatureHeader(signed));
        expect(signature).toMatchObject({ subscriberId: 'a.example', keyId: 'k', created, expires: created + window });
        verifySignature(signature, bytes, publicKey);
      }),
    );
  });

  it('refuses a body with any bit changed', () => {
    fc.assert(
      fc.property(fc.nat(body.length - 1), fc.nat(7), (at, bit) => {
        const changed = Buffer.from(body);
        changed[at] = (changed[at] ?? 0) ^ (1 << bit);
        expect(() => verify(header, changed)).toThrow(refusal('signature-mismatch'));
      }),
    );
  });

  it.each([
    ['unquoted times', header.replace(/(created|expires)="(\d+)"/g, '$1=$2')],
    ['blanks after the commas', header.replaceAll(',', ', ')],
    ['parameters in another order', `Signature ${header.slice('Signature '.length).split(',').reverse().join(',')}`],
    ['any case of scheme and names', header.replace('Signature keyId', 'signature keyid')],
    ['parameters that it does not know', `${header},nonce="7"`],
  ])('accepts %s', (_what, text) => verify(text));

  it.each([
    ['whitespace added', '{"context":{"action":"select"}, "message":{}}'],
    ['its keys reordered', '{"message":{},"context":{"action":"select"}}'],
    ['nothing left', ''],
  ])('refuses a body with %s', (_what, text) => {
    expect(() => verify(header, Buffer.from(text))).toThrow(refusal('signature-mismatch'));
  });

  it.each([
    ['SHA-256', createHash('sha256').update(body).digest('base64')],
    ['BLAKE2s-256', createHash('blake2s256').update(body).digest('base64')],
    ['SHA-512', createHash('sha512').update(body).digest('base64')],
  ])('refuses a digest by %s', (_what, digest) => {
    expect(() => verify(signedOver(signingString(created, expires, digest)))).toThrow(refusal('signature-mismatch'));
  });

  it('refuses a signing string that ends with a newline', () => {
    const text = `${signingString(created, expires, digestOf(body))}\n`;
    expect(() => verify(signedOver(text))).toThrow(refusal('signature-mismatch'));
  });

  it('refuses times other than the signed ones', () => {
    expect(() => verify(header.replace(`${expires}`, `${expires + 1}`))).toThrow(refusal('signature-mismatch'));
  });

  it('refuses the key of another', () => {
    const other = importPublicKey(newKeyPair().publicKey);
    expect(() => verifySignature(parseSignature(header), body, other)).toThrow(refusal('signature-mismatch'));
  });

  it('tells a sender that it signed an object instead of its text', () => {
    const text = signedOver(signingString(created, expires, digestOf('[object Object]')));
    expect(() => verify(text)).toThrow(/\[object Object\]/);
    expect(() => verify(text)).toThrow(refusal('object-signed'));
  });
});

const replaced = (from: string | RegExp, to: string) => header.replace(from, to);
const signatureAs = (text: string) => replaced(/signature=".*"/, `signature="${text}"`);
const bytesOf = (length: number) => Buffer.alloc(length, 1).toString('base64');

describe('reading a header', () => {
  it.each([
    ['no header', undefined, 'signature-missing'],
    ['an empty header', '', 'signature-missing'],
    ['Bearer', 'Bearer abc', 'signature-scheme'],
    ['Basic', 'Basic YTpi', 'signature-scheme'],
    ['the scheme alone', 'Signature', 'signature-scheme'],
    ['two signatures joined by a proxy', `${header}, ${header}`, 'signature-repeated'],
    ['two signatures joined without a blank', `${header},${header}`, 'signature-repeated'],
    ['a Bearer token joined on', `${header}, Bearer abc`, 'signature-repeated'],
    ['hmac-sha256', replaced('="ed25519"', '="hmac-sha256"'), 'algorithm-unsupported'],
    ['none', replaced('="ed25519"', '="none"'), 'algorithm-unsupported'],
    ['rsa-sha256', replaced('="ed25519"', '="rsa-sha256"'), 'algorithm-unsupported'],
    ['another algorithm in keyId', replaced('|ed25519', '|rsa-sha256'), 'key-id-malformed'],
    ['a keyId of two parts', replaced('|k1|', '|'), 'key-id-malformed'],
    ['a keyId of four parts', replaced('|k1|', '|k1|k2|'), 'key-id-malformed'],
    ['an empty subscriber', replaced('rider.example.org', ''), 'key-id-malformed'],
    ['an empty key', replaced('|k1|', '||'), 'key-id-malformed'],
    ['a keyId of 1,000 characters', replaced('rider', 'r'.repeat(1000)), 'key-id-malformed'],
    ['signature= twice', `${header},signature="${bytesOf(64)}"`, 'parameter-repeated'],
    ['keyId= twice', `${header},keyId="other.example|k1|ed25519"`, 'parameter-repeated'],
    ['keyid= beside keyId=', `${header},keyid="other.example|k1|ed25519"`, 'parameter-repeated'],
    ['headers without expires', replaced('(created) (expires) digest', '(created) digest'), 'headers-unsupported'],
    ['other headers', replaced('(created) (expires) digest', 'host'), 'headers-unsupported'],
    ['reordered headers', replaced('(created) (expires) digest', 'digest (created) (expires)'), 'headers-unsupported'],
    ['extra headers', replaced('(expires) digest', '(expires) digest host'), 'headers-unsupported'],
    ['no algorithm', replaced('algorithm="ed25519",', ''), 'parameter-missing'],
    ['no created', replaced(/created="\d+",/, ''), 'parameter-missing'],
    ['no signature', replaced(/,signature=".*"/, ''), 'parameter-missing'],
    ['an open quote', header.slice(0, -1), 'signature-malformed'],
    ['a quote within a value', replaced('rider', 'ri\\"der'), 'signature-malformed'],
    ['a trailing comma', `${header},`, 'signature-malformed'],
    ['a value without a name', `${header},="x"`, 'signature-malformed'],
    ['a name without a value', `${header},x=`, 'signature-malformed'],
    ['63 bytes', signatureAs(bytesOf(63)), 'signature-encoding'],
    ['65 bytes', signatureAs(bytesOf(65)), 'signature-encoding'],
    ['base64url', signatureAs(Buffer.alloc(64, 0xfb).toString('base64url')), 'signature-encoding'],
    ['a missing padding', signatureAs(bytesOf(64).replaceAll('=', '')), 'signature-encoding'],
    ['whitespace in the signature', signatureAs(` ${bytesOf(64)}`), 'signature-encoding'],
    ['bits behind the last byte', signatureAs(bytesOf(64).replace('Q==', 'R==')), 'signature-encoding'],
    ['an empty signature', signatureAs(''), 'signature-encoding'],
    ['S that is not below L', withLargerS(header), 'signature-malleable'],
    ['S of ones', signatureAs(Buffer.alloc(64, 0xff).toString('base64')), 'signature-malleable'],
  ])('refuses %s', (_what, text, code) => {
    expect(() => parseSignature(text)).toThrow(refusal(code));
  });

  it.each([
    '1e9',
    '-1',
    ' 1800000000',
    '18000000000000000000',
    '0x6b49d200',
    '1800000000.0',
    '',
    '0',
    '01800000000',
    '١٨',
  ])('refuses the time "%s", quoted or not', (time) => {
    expect(() => parseSignature(replaced(`"${created}"`, `"${time}"`))).toThrow(refusal('time-malformed'));
    expect(() => parseSignature(replaced(`"${expires}"`, time))).toThrow(expect.objectContaining({ name: 'Error' }));
  });

  it('throws nothing but refusals, whatever it reads', () => {
    const parts = fc.constantFrom(...header.split(/(?<=[",=| ])/), 'Signature ', '"', ',', '=', '\\', ' ');
    const texts = fc.oneof(
      fc.string(),
      fc.array(parts).map((some) => some.join('')),
    );
    fc.assert(
      fc.property(texts, (text) => {
        try {
          parseSignature(text);
        } catch (error) {
          expect(error).toHaveProperty('code');
          expect(error).not.toBeInstanceOf(TypeError);
        }
      }),
    );
  });

  it.each([
    ['quotes', '"'],
    ['blanks', ' '],
    ['commas', ','],
    ['parameters', 'a="b",'],
    ['letters', 'a'],
    ['base64', 'AAAA'],
  ])('is done with 50 KB of %s within 5 ms', (_what, piece) => {
    const text = `Signature keyId="${piece.repeat(50_000 / piece.length)}`;
    const durations = Array.from({ length: 5 }, () => {
      const before = performance.now();
      expect(() => parseSignature(text)).toThrow();
      return performance.now() - before;
    });
    expect(Math.min(...durations)).toBeLessThan(5);
  });
});

describe('checking the times', () => {
  const at = (from: number, until: number) => ({ ...parseSignature(header), created: from, expires: until });

  it.each([
    ['created in 30 s', 30, 60],
    ['expired for 30 s', -60, -30],
    ['a window of an hour', 0, 3600],
  ])('accepts %s', (_what, from, until) => checkTimes(at(created + from, created + until), created));

  it.each([
    ['created in 31 s', 31, 60, 'created-in-future'],
    ['created in an hour', 3600, 3700, 'created-in-future'],
    ['expired for 31 s', -60, -31, 'signature-expired'],
    ['no window', 0, 0, 'window-invalid'],
    ['a window that ends before it begins', 10, 5, 'window-invalid'],
    ['a window of more than an hour', 0, 3601, 'window-invalid'],
  ])('refuses %s', (_what, from, until, code) => {
    expect(() => checkTimes(at(created + from, created + until), created)).toThrow(refusal(code));
  });

  it('takes another tolerance where one is set', () => {
    checkTimes(at(created, created + 7200), created, { skew: 5, longestWindow: 7200 });
    expect(() => checkTimes(at(created + 6, created + 60), created, { skew: 5, longestWindow: 7200 })).toThrow(
      refusal('created-in-future'),
    );
  });
});
