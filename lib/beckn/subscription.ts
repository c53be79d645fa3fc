import * as z from 'zod';

/** A bar, quotes or blanks would break the keyId of a signature. */
const Name = z.string().regex(/^[^|"\s]{1,255}$/, 'expected 1 to 255 characters without blanks, quotes and bars');
/** By a pattern: `max` of zod compares the length of whatever has one, a text or not, and may throw. */
const shortText = (most: number) => z.string().regex(new RegExp(`^[\\s\\S]{0,${most}}$`), `at most ${most} characters`);
const Instant = z.iso.datetime({ offset: true });
const ParticipantUrl = shortText(2000).refine(isParticipantUrl, {
  error: 'expected an https URL without credentials, query and fragment; http on loopback alone',
});

/** A participant as it registers. Keys are taken as they are: whoever uses one judges it. */
export const Subscription = z
  .object({
    subscriber_id: Name,
    url: ParticipantUrl,
    type: z.enum(['BAP', 'BPP', 'BG', 'CDS']),
    key_id: Name,
    signing_public_key: shortText(1000),
    valid_from: Instant,
    valid_until: Instant,
    domain: shortText(255).optional(),
    encr_public_key: shortText(1000).optional(),
    location: z.record(z.string(), z.unknown()).optional(),
  })
  .transform((wire) => ({
    id: wire.subscriber_id,
    url: wire.url.replace(/\/+$/, ''),
    role: wire.type,
    keyId: wire.key_id,
    signingPublicKey: wire.signing_public_key,
    encryptionPublicKey: wire.encr_public_key,
    validFrom: wire.valid_from,
    validUntil: wire.valid_until,
    domain: wire.domain,
    location: wire.location,
  }));

export type Subscription = z.infer<typeof Subscription>;

/** What a lookup may ask for: any field of a record. Unknown fields are left aside. */
export const Lookup = z
  .object({
    subscriber_id: z.string(),
    url: z.string(),
    type: z.string(),
    key_id: z.string(),
    domain: z.string(),
    location: z.record(z.string(), z.unknown()),
    signing_public_key: z.string(),
    encr_public_key: z.string(),
    valid_from: z.string(),
    valid_until: z.string(),
    status: z.string(),
    created: z.string(),
    updated: z.string(),
  })
  .partial();

export type Lookup = z.infer<typeof Lookup>;

type Unsaid = 'domain' | 'encryptionPublicKey' | 'location';

export interface RegisteredSubscription
  extends Omit<Subscription, 'role' | Unsaid>,
    Partial<Pick<Subscription, Unsaid>> {
  readonly role: string;
  readonly status: string;
  readonly created: string;
  readonly updated: string;
  /** Never what a participant says of itself. */
  readonly collects?: boolean;
}

export type SubscriptionRecord = ReturnType<typeof encodeSubscription>;

/** The record as a lookup shows it. What has run out says so, whatever was stored. */
export const encodeSubscription = (subscription: RegisteredSubscription, now: Date) => ({
  subscriber_id: subscription.id,
  url: subscription.url,
  type: subscription.role,
  domain: subscription.domain,
  location: subscription.location,
  key_id: subscription.keyId,
  signing_public_key: subscription.signingPublicKey,
  encr_public_key: subscription.encryptionPublicKey,
  valid_from: subscription.validFrom,
  valid_until: subscription.validUntil,
  collects: subscription.collects,
  status: statusAt(subscription, now),
  created: subscription.created,
  updated: subscription.updated,
});

/** A record that names no domain or no location is meant for all of them. */
export const matches = (record: SubscriptionRecord, { domain, location, ...others }: Lookup): boolean =>
  (record.domain === undefined || includes(record.domain, domain)) &&
  (record.location === undefined || includes(record.location, location)) &&
  includes(record, others);

/** Whether every value that is wanted is there, however deep. */
function includes(record: unknown, wanted: unknown): boolean {
  if (wanted === undefined) return true;
  if (typeof wanted !== 'object' || wanted === null) return record === wanted;
  if (typeof record !== 'object' || record === null) return false;
  const fields = new Map<string, unknown>(Object.entries(record));
  return Object.entries(wanted).every(([name, value]) => includes(fields.get(name), value));
}

const statusAt = ({ status, validUntil }: RegisteredSubscription, now: Date): string =>
  status === 'SUBSCRIBED' && Date.parse(validUntil) <= now.getTime() ? 'EXPIRED' : status;

function isParticipantUrl(text: string): boolean {
  const url = URL.parse(text);
  if (url === null || url.username !== '' || url.password !== '' || /[?#]/.test(text)) return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
}

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host);
