import { importPrivateKey, newKeyPair } from '../../lib/beckn/signing/keys.ts';
import { signatureHeader } from '../../lib/beckn/signing/sign.ts';
import type { Registry, Subscriber } from '../../lib/flow/ports/registry.ts';

/** Who is registered: platforms of buyers, each with a key of its own, and a gateway. */

export const buyers = ['rider.example.org', 'driver.example.org', 'fleet.example.org'] as const;
export const gateway = 'gateway.example.org';

export const urlOf = (id: string): string => `https://${id}/beckn`;

const keys = new Map([...buyers, gateway].map((id) => [id, newKeyPair()]));
const privateKeys = new Map([...keys].map(([id, { privateKey }]) => [id, importPrivateKey(privateKey)]));

const record = (id: string): Subscriber => ({
  id,
  keyId: 'k1',
  role: id === gateway ? 'BG' : 'BAP',
  url: urlOf(id),
  signingPublicKey: keys.get(id)?.publicKey ?? '',
  status: 'SUBSCRIBED',
  validFrom: '2020-01-01T00:00:00Z',
  validUntil: '2099-01-01T00:00:00Z',
  // One of them is trusted with money.
  collects: id === 'fleet.example.org',
});

export const registry: Registry = { lookup: async (id) => (keys.has(id) ? [record(id)] : []) };

const LIFETIME_SECONDS = 60;

/** The Authorization header of these bytes, by that subscriber at that time. */
export function sign(subscriberId: string, body: Uint8Array, now: number): string {
  const key = privateKeys.get(subscriberId);
  if (key === undefined) throw new Error(`${subscriberId} has no key`);
  const created = Math.floor(now / 1000);
  return signatureHeader({ subscriberId, keyId: 'k1', key, body, created, expires: created + LIFETIME_SECONDS });
}
