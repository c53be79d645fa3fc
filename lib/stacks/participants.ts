import type { Stage } from './stage.ts';

export interface Participant {
  readonly role: 'BPP' | 'REGISTRY' | 'BG' | 'BAP';
  readonly subscriberId: string;
  readonly keyId: string;
  /** Beneath the public URL. */
  readonly path: `/${string}`;
}

export const sandbox = {
  registry: { role: 'REGISTRY', subscriberId: 'registry.beckn-energy.local', keyId: 'k1', path: '/registry' },
  gateway: { role: 'BG', subscriberId: 'gateway.beckn-energy.local', keyId: 'k1', path: '/gateway' },
  buyer: { role: 'BAP', subscriberId: 'bap.beckn-energy.local', keyId: 'k1', path: '/bap' },
} as const satisfies Record<string, Participant>;

/** Who signs with a key of ours: in production the provider alone. */
export function participantsOf({ name, subscriberId, keyId }: Stage): readonly Participant[] {
  const provider = { role: 'BPP', subscriberId, keyId, path: '/bpp' } as const;
  return name === 'production' ? [provider] : [provider, ...Object.values(sandbox)];
}
