import { NotOurs } from './not-ours.ts';

export type Role = 'BAP' | 'BPP' | 'BG' | 'CDS' | 'REGISTRY';

export interface Subscriber {
  readonly id: string;
  readonly keyId: string;
  readonly role: Role;
  readonly url: string;
  /** Base64 of the raw 32 bytes of the Ed25519 key. */
  readonly signingPublicKey: string;
  readonly status: string;
  readonly validFrom: string;
  readonly validUntil: string;
  readonly domain?: string;
  /** The registry says that it may collect payments. */
  readonly collects?: boolean;
}

/** Whether the registry vouches for the record at that time: for who asks something of us, and for who is told something. */
export const isValid = ({ status, validFrom, validUntil }: Subscriber, at: Date): boolean =>
  status === 'SUBSCRIBED' && Date.parse(validFrom) <= at.getTime() && at.getTime() < Date.parse(validUntil);

/** Thrown by the registry when it could not be asked; an empty answer means that nobody is registered. */
export class RegistryUnavailable extends NotOurs {
  readonly code = 'registry-unavailable';
}

export interface Registry {
  /** All records of a subscriber, whatever their role, status or validity: the caller judges. */
  lookup(subscriberId: string): Promise<readonly Subscriber[]>;
}
