import * as z from 'zod';
import { type Registry, RegistryUnavailable, type Subscriber } from '../flow/ports/registry.ts';
import { request } from './request.ts';
import { restraint } from './restraint.ts';

const DEADLINE_MILLISECONDS = 3_000;
/** A revoked key is seen after this time at the latest. */
const KNOWN_MILLISECONDS = 5 * 60_000;
const UNKNOWN_MILLISECONDS = 60_000;
/** How long known records serve while the registry is down, and how often it is tried again meanwhile. */
const OUTAGE_MILLISECONDS = 60 * 60_000;
const RETRY_MILLISECONDS = 10_000;
const MOST_ENTRIES = 10_000;
/** By these a registry says that it does not have what was asked for; by others that it does not answer us. */
const UNKNOWN_STATUSES: readonly number[] = [400, 404, 410, 422];
/** Anybody can make up subscribers: nobody has verified anything when they are looked up (decision 77). */
const STRANGERS = { atOnce: 250, perSecond: 500 };
const MEMBERS = { atOnce: Number.POSITIVE_INFINITY, perSecond: Number.POSITIVE_INFINITY };

const Record = z
  .object({
    subscriber_id: z.string(),
    key_id: z.string(),
    type: z.enum(['BAP', 'BPP', 'BG', 'CDS', 'REGISTRY']),
    url: z.string(),
    signing_public_key: z.string(),
    status: z.string(),
    valid_from: z.iso.datetime({ offset: true }),
    valid_until: z.iso.datetime({ offset: true }),
    domain: z.string().nullish(),
    collects: z.boolean().optional().catch(undefined),
  })
  .transform(
    (wire): Subscriber => ({
      id: wire.subscriber_id,
      keyId: wire.key_id,
      role: wire.type,
      url: wire.url,
      signingPublicKey: wire.signing_public_key,
      status: wire.status,
      validFrom: wire.valid_from,
      validUntil: wire.valid_until,
      domain: wire.domain ?? undefined,
      collects: wire.collects,
    }),
  );

interface Known {
  readonly records: readonly Subscriber[];
  readonly fetchedAt: number;
  readonly askAgainAt: number;
}

/** The registry of the network, remembered for a while. Strangers and members are remembered apart: none pushes out the other. */
export function httpRegistry(registryUrl: string, now: () => number = Date.now): Registry {
  const members = new Map<string, Known>();
  const strangers = new Map<string, number>();
  const underway = new Map<string, Promise<readonly Subscriber[]>>();
  // Apart as well: what strangers make fail must not keep members from being looked up again.
  const [askForStrangers, askForMembers] = [restraint(STRANGERS, now), restraint(MEMBERS, now)];

  return {
    async lookup(subscriberId) {
      const member = members.get(subscriberId);
      if (member !== undefined && now() < member.askAgainAt) return member.records;
      if (now() < (strangers.get(subscriberId) ?? 0)) return [];
      return underway.get(subscriberId) ?? ask(subscriberId, member);
    },
  };

  async function ask(subscriberId: string, member: Known | undefined): Promise<readonly Subscriber[]> {
    const { ask } = member === undefined ? askForStrangers : askForMembers;
    const asked = ask(() => fetchRecords(registryUrl, subscriberId));
    if (asked === undefined) return lastKnown(subscriberId, 'the registry is not asked now');
    const answer = asked
      .then((records) => learn(subscriberId, records))
      .catch((cause: unknown) => lastKnown(subscriberId, 'the registry did not answer', cause))
      .finally(() => underway.delete(subscriberId));
    underway.set(subscriberId, answer);
    return answer;
  }

  function learn(subscriberId: string, records: readonly Subscriber[]): readonly Subscriber[] {
    const fetchedAt = now();
    if (records.length > 0) {
      strangers.delete(subscriberId);
      remember(members, subscriberId, { records, fetchedAt, askAgainAt: fetchedAt + KNOWN_MILLISECONDS });
    } else {
      // Nobody is vouched for by an empty answer. But it may be the registry's own trouble: it is doubted soon, and what
      // was known before still serves an outage.
      const doubted = members.has(subscriberId) ? RETRY_MILLISECONDS : UNKNOWN_MILLISECONDS;
      remember(strangers, subscriberId, fetchedAt + doubted);
    }
    return records;
  }

  function lastKnown(subscriberId: string, why: string, cause?: unknown): readonly Subscriber[] {
    const member = members.get(subscriberId);
    if (member === undefined || now() - member.fetchedAt > OUTAGE_MILLISECONDS)
      throw new RegistryUnavailable(why, { cause });
    members.set(subscriberId, { ...member, askAgainAt: now() + RETRY_MILLISECONDS });
    return member.records;
  }
}

async function fetchRecords(registryUrl: string, subscriberId: string): Promise<readonly Subscriber[]> {
  const { status, body } = await request({
    method: 'POST',
    url: `${registryUrl}/lookup`,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ subscriber_id: subscriberId }),
    deadlineMs: DEADLINE_MILLISECONDS,
  });
  if (UNKNOWN_STATUSES.includes(status)) return [];
  if (status !== 200) throw new Error(`the registry answered HTTP ${status}`);
  return z
    .array(z.unknown())
    .parse(JSON.parse(body))
    .flatMap((record) => Record.safeParse(record).data ?? [])
    .filter(({ id }) => id === subscriberId);
}

function remember<Value>(entries: Map<string, Value>, name: string, value: Value): void {
  const [oldest] = entries.keys();
  if (entries.size >= MOST_ENTRIES && oldest !== undefined && !entries.has(name)) entries.delete(oldest);
  entries.set(name, value);
}
