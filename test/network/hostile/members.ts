import { Peer, type Registration } from '../peer.ts';
import { authorization, claim, header, newKeys, type Signer } from '../signature.ts';

/** Participants whose registration is as it should not be, or not one of a buyer. */

export interface Misfit {
  readonly name: string;
  readonly peer: Peer;
  readonly registration: Registration;
  readonly says: RegExp;
  /** How it signs, if not as it should. */
  readonly authorization?: (body: string) => string;
  /** What is said about it when the network starts. */
  readonly warned?: true;
}

/** Encodings of points of small order, under which anybody can sign. */
const smallOrder = [
  '0100000000000000000000000000000000000000000000000000000000000000',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0000000000000000000000000000000000000000000000000000000000000080',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
];

/** The neutral point and 0: it fits whatever is signed where the key is the neutral point. */
const FORGED = Buffer.from(`01${'00'.repeat(63)}`, 'hex').toString('base64');
const X25519_SPKI = Buffer.from('302a300506032b656e032100', 'hex');

const rawKey = (peer: Peer) => Buffer.from(peer.keys.publicKey, 'base64');

export async function openMisfits(): Promise<readonly Misfit[]> {
  const misfit = async (name: string, says: RegExp, change: (peer: Peer) => Partial<Registration>, warned?: true) => {
    const peer = await new Peer(`${name.replaceAll(/\W+/g, '-')}.example.org`).open();
    return { name, peer, registration: peer.registration(change(peer)), says, warned };
  };
  const withKey = (name: string, key: (peer: Peer) => Buffer) =>
    misfit(name, /key/, (peer) => ({ signing_public_key: key(peer).toString('base64') }), true);

  const forgers = smallOrder.map(async (hex, index): Promise<Misfit> => {
    const forger = await withKey(`a key of small order ${index}`, () => Buffer.from(hex, 'hex'));
    const sign = (body: string) => header({ ...claim(body, forger.peer), signature: FORGED });
    return { ...forger, authorization: sign };
  });
  return Promise.all([
    misfit('expired', /validity/, () => ({ valid_until: '2025-01-01T00:00:00Z' }), true),
    misfit('not yet valid', /validity/, () => ({ valid_from: '2090-01-01T00:00:00Z' }), true),
    misfit('a seller', /type/, () => ({ type: 'BPP' })),
    misfit('a gateway', /type/, () => ({ type: 'BG' })),
    misfit('a catalogue', /type/, () => ({ type: 'CDS' })),
    misfit('a member of another network', /network/, () => ({ domain: 'retail:1.1.0' })),
    misfit("somebody else's key", /signature/, () => ({ signing_public_key: newKeys().publicKey })),
    withKey('a key of 31 bytes', (peer) => rawKey(peer).subarray(1)),
    withKey('a key of 33 bytes', (peer) => Buffer.concat([rawKey(peer), Buffer.of(0)])),
    withKey('a key for encryption, in DER', (peer) => Buffer.concat([X25519_SPKI, rawKey(peer)])),
    withKey('no key', () => Buffer.alloc(0)),
    ...forgers,
  ]);
}

/** The body of a search on behalf of somebody, with the signatures of others about it. */
export function search(buyer: Peer, headers: Readonly<Record<string, Signer | undefined>>, tamper = '') {
  const body = JSON.stringify({ context: buyer.context('search'), message: { intent: {} } });
  const signatures = Object.entries(headers).flatMap(([name, signer]) =>
    signer === undefined ? [] : [name, authorization(`${body}${tamper}`, signer)],
  );
  return { body, headers: ['content-type', 'application/json', ...signatures] };
}
