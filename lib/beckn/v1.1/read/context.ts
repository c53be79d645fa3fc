import * as z from 'zod';
import type { Action } from '../../actions.ts';
import type { Context } from '../../message.ts';
import { RequestRefused } from '../../request-refused.ts';
import { networkName } from '../dialects/network-names.ts';
import { Duration } from './duration.ts';
import { type Leaf, optional, required } from './leaf.ts';
import { Instant } from './moment.ts';
import { parse } from './parse.ts';
import { HttpUrl, Id, Name } from './text.ts';

const SKEW = 30_000;
const FURTHEST_AHEAD = 5 * 60_000;
const SHORTEST_TTL = 1000;
const LONGEST_TTL = 24 * 3_600_000;

const Region = z.object({ code: optional(Name), name: optional(Name) });

/** The older protocol has country and city as codes, in the context itself. */
const RegionOrCode: Leaf<z.infer<typeof Region> | string> = {
  expected: 'a code, or an object that has it',
  read: (received) => Name.read(received) ?? Region.safeParse(received).data,
};

const Wire = z.object({
  domain: required(Name),
  action: required(Name),
  version: optional(Name),
  core_version: optional(Name),
  bap_id: required(Id),
  bap_uri: required(HttpUrl),
  bpp_id: optional(Id),
  bpp_uri: optional(HttpUrl),
  transaction_id: required(Id),
  message_id: required(Id),
  timestamp: required(Instant),
  ttl: optional(Duration),
  location: z.object({ country: Region.nullish(), city: Region.nullish() }).nullish(),
  country: optional(RegionOrCode),
  city: optional(RegionOrCode),
});

/** Only what the schema names is kept to be echoed: all of it is known and short. */
export function readContext(action: Action, written: unknown, now: Date): Context {
  const { timestamp, ttl, location, ...received } = parse(Wire, written, 'context');
  if (received.action !== action) refuse('action', `"${action}", as in the path of the URL`);
  const expires = Date.parse(timestamp) + lifeOf(ttl ?? LONGEST_TTL);
  checkAge(Date.parse(timestamp), expires, now.getTime());
  return {
    domain: networkName(received.domain),
    version: '1.1',
    action,
    transactionId: received.transaction_id,
    messageId: received.message_id,
    timestamp,
    ...(ttl !== undefined && { expires: new Date(expires).toISOString() }),
    buyer: { id: received.bap_id, uri: received.bap_uri },
    received: {
      ...received,
      location: {
        country: location?.country ?? coded(received.country),
        city: location?.city ?? coded(received.city),
      },
    },
  };
}

const lifeOf = (ttl: number): number => Math.min(LONGEST_TTL, Math.max(SHORTEST_TTL, ttl)) + SKEW;

function checkAge(sent: number, expires: number, now: number): void {
  if (now - sent < -FURTHEST_AHEAD) refuse('timestamp', 'a time that is not ahead: check your clock');
  if (now > expires) refuse('timestamp', 'a message younger than its ttl: send it again with a new timestamp');
}

const coded = (region: z.infer<typeof Region> | string | undefined) =>
  typeof region === 'string' ? { code: region } : region;

function refuse(field: string, expected: string): never {
  throw new RequestRefused({ path: `context.${field}`, expected });
}
