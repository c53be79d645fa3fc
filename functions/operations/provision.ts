import * as z from 'zod';
import { seed } from '../../lib/aws/catalogue-store.ts';
import { direct } from '../../lib/aws/entry.ts';
import { readEnv } from '../../lib/aws/env.ts';
import { ensureKey } from '../../lib/aws/key-store.ts';
import { log } from '../../lib/aws/log.ts';
import { type SubscriberRecord, subscribers } from '../../lib/aws/subscriber-store.ts';
import { importPublicKey } from '../../lib/beckn/signing/keys.ts';
import { Subscription } from '../../lib/beckn/subscription.ts';
import { seeds } from '../../lib/domain/seeds.ts';

const Payload = z.strictObject({ publicUrl: z.url(), subscribers: z.array(z.unknown()).max(1000).default([]) });

/** The network's own participants: where they are reached below the public URL, and the secret with their key. */
const Participants = z.array(
  z.strictObject({
    subscriberId: z.string(),
    keyId: z.string(),
    role: z.enum(['BAP', 'BPP', 'BG', 'CDS', 'REGISTRY']),
    path: z.string().startsWith('/'),
    secretArn: z.string(),
    domain: z.string().optional(),
  }),
);
/** What only the operator can say of a participant. */
const Trusted = z.object({ collects: z.boolean().optional() });

type Participant = z.infer<typeof Participants>[number];
type Registration = Omit<SubscriberRecord, 'created' | 'updated'>;

const FIRST_DAY = '2020-01-01T00:00:00.000Z';
const LAST_DAY = '2099-12-31T23:59:59.000Z';

const env = readEnv('CATALOGUE_TABLE', 'PARTICIPANTS', 'STAGE', 'SUBSCRIBERS_TABLE');
const registry = subscribers(env.SUBSCRIBERS_TABLE);

/** Prepares a network: keys, registry records, catalogue. Running it again changes nothing that is there. */
export const invoke = direct(async (payload) => {
  const { publicUrl, subscribers: outsiders } = parse(Payload, payload, 'payload');
  const own = parse(Participants, JSON.parse(env.PARTICIPANTS), 'PARTICIPANTS');
  const ownIds = new Set(own.map(({ subscriberId }) => subscriberId));
  const guests = outsiders.map((entry, index) => readGuest(entry, index, ownIds));

  const now = new Date();
  const residents = await Promise.all(own.map((participant) => readResident(participant, publicUrl)));
  for (const registration of [...residents, ...guests]) await registry.register(registration, now);
  if (env.STAGE !== 'production')
    for (const [business, providers] of Object.entries(seeds)) await seed(env.CATALOGUE_TABLE, business, providers);

  const warnings = guests.flatMap((guest) => warningsAbout(guest, now));
  log('INFO', 'provisioned', { residents: residents.length, guests: guests.length, warnings: warnings.length });
  return {
    participants: residents.map(({ id: subscriberId, keyId, role, url, signingPublicKey }) => ({
      subscriberId,
      keyId,
      role,
      url,
      signingPublicKey,
    })),
    warnings,
  };
});

async function readResident(participant: Participant, publicUrl: string): Promise<Registration> {
  const { subscriberId, keyId, role, path, secretArn, domain } = participant;
  const key = await ensureKey(secretArn);
  return {
    id: subscriberId,
    keyId: key.keyId ?? keyId,
    role,
    url: publicUrl.replace(/\/+$/, '') + path,
    signingPublicKey: key.publicKey,
    status: 'SUBSCRIBED',
    validFrom: FIRST_DAY,
    validUntil: LAST_DAY,
    domain,
  };
}

function readGuest(entry: unknown, index: number, ownIds: ReadonlySet<string>): Registration {
  const name = `subscribers[${index}]`;
  const subscription = parse(Subscription, entry, name);
  const { collects } = parse(Trusted, entry, name);
  if (ownIds.has(subscription.id))
    throw new Error(`${name}.subscriber_id: ${subscription.id} is a participant of this network itself`);
  return { ...subscription, status: 'SUBSCRIBED', ...(collects && { collects }) };
}

/** A record that will be refused in use is kept all the same: the network's answer to it is what its owner wants to see. */
function warningsAbout({ id, keyId, signingPublicKey, validFrom, validUntil }: Registration, now: Date): string[] {
  const problems: string[] = [];
  if (Date.parse(validUntil) <= now.getTime()) problems.push(`its key expired at ${validUntil}`);
  if (Date.parse(validFrom) > now.getTime()) problems.push(`its key is not valid before ${validFrom}`);
  try {
    importPublicKey(signingPublicKey);
  } catch (error) {
    problems.push(`its signing_public_key is refused: ${error instanceof Error ? error.message : error}`);
  }
  return problems.map((problem) => `${id}|${keyId}: ${problem}; it is registered, and refused in use`);
}

function parse<Schema extends z.ZodType>(schema: Schema, value: unknown, name: string): z.infer<Schema> {
  const { success, data, error } = schema.safeParse(value);
  if (success) return data;
  const [issue] = error.issues;
  const path = [name, ...(issue?.path ?? [])].join('.');
  throw new Error(`${path}: ${issue?.message}`);
}
