import type { Action } from '../../lib/beckn/actions.ts';
import { importPrivateKey, newKeyPair } from '../../lib/beckn/signing/keys.ts';
import { signatureHeader } from '../../lib/beckn/signing/sign.ts';
import { type Arrival, type Receiving, receive } from '../../lib/flow/door/receive.ts';
import { recent } from '../../lib/flow/door/recent.ts';
import { signatures } from '../../lib/flow/door/signatures.ts';
import type { Accepted } from '../../lib/flow/ports/accepted.ts';
import type { Registry, Role, Subscriber } from '../../lib/flow/ports/registry.ts';
import { isUnder } from '../../lib/http/safe-url.ts';
import { type Body, fixture, sentAt } from '../beckn/requests.ts';
import { memoryQueue } from './memory.ts';

/** The door of the provider `energy.example.net`, and who stands before it: everybody with the same key. */

const keys = newKeyPair();
const privateKey = importPrivateKey(keys.privateKey);
const seconds = sentAt.getTime() / 1000;

export const rider = 'rider.example.org';
export const gateway = 'gateway.example.org';

export const subscriber = (id: string, role: Role, more: Partial<Subscriber> = {}): Subscriber => ({
  id,
  keyId: 'k1',
  role,
  url: `https://${id}/beckn`,
  signingPublicKey: keys.publicKey,
  status: 'SUBSCRIBED',
  validFrom: '2026-01-01T00:00:00Z',
  validUntil: '2027-01-01T00:00:00Z',
  ...more,
});

export const registered = (...records: readonly Subscriber[]): Registry => ({
  lookup: async (id) => records.filter((record) => record.id === id),
});

interface Changes extends Partial<Receiving> {
  readonly registry?: Registry;
}

export function openDoor({ registry, ...changes }: Changes = {}) {
  const queue = memoryQueue<Accepted>();
  let ids = 0;
  const everybody = registered(
    subscriber(rider, 'BAP'),
    subscriber('driver.example.org', 'BAP'),
    subscriber('seller.example.org', 'BPP'),
    subscriber(gateway, 'BG'),
  );
  const ports: Receiving = {
    signatures: signatures(registry ?? everybody, () => sentAt),
    queue,
    recent: recent(),
    self: { id: 'energy.example.net', aliases: ['old-name.example.net'] },
    mayOmitProvider: () => true,
    mayCall: isUnder,
    mayCollect: ({ collects = false }) => collects,
    now: () => sentAt,
    newId: () => `id-${++ids}`,
    ...changes,
  };
  return { queued: queue.sent, receive: (arrival: Arrival) => receive(arrival, ports) };
}

interface Signing {
  readonly by?: string;
  readonly keyId?: string;
  /** Seconds after the message was sent. */
  readonly created?: number;
  readonly expires?: number;
}

export const sign = (body: Uint8Array, { by = rider, keyId = 'k1', created = 0, expires = 60 }: Signing = {}) =>
  signatureHeader({
    subscriberId: by,
    keyId,
    key: privateKey,
    body,
    created: seconds + created,
    expires: seconds + expires,
  });

/** A `confirm` of the rider's, signed and in good form, unless something is said about it. */
export function arrival(more: Partial<Arrival> & { readonly signing?: Signing } = {}): Arrival {
  const { signing, body = bytes(fixture('confirm')), ...changes } = more;
  const action: Action = 'confirm';
  return { action, body, contentType: 'application/json', authorization: sign(body, signing), ...changes };
}

export const bytes = (body: Body): Uint8Array => Buffer.from(JSON.stringify(body));
