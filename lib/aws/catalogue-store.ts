import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { readSnapshot, removeSnapshotsBefore, type Snapshot, writeSnapshot } from './catalogue-snapshot.ts';
import { dynamodb } from './clients.ts';
import { ifAllowed } from './if-allowed.ts';
import { describe, log } from './log.ts';
import { ratingsIn, ratingsKey } from './rating-store.ts';
import { itemReader } from './read-items.ts';

const CHECK_MILLISECONDS = 5_000;
const ATTEMPTS = 100;
const READS = 5;

/** Longer than clocks differ, and than anybody takes to read what was current a moment ago. */
const KEPT_MILLISECONDS = 600_000;

type ReadItem = ReturnType<typeof itemReader>;

interface Held {
  readonly id?: string;
  readonly providers: readonly unknown[];
  readonly ratings: ReturnType<typeof ratingsIn>;
  readonly checkedAt: number;
}

/** The catalogue in memory, read again when another snapshot has become the current one. */
export function catalogues(table: string): {
  providers(business: string): Promise<readonly unknown[]>;
  /** What customers have said of them. */
  ratings(business: string): Promise<Held['ratings']>;
} {
  const read = itemReader(table);
  const domains = new Map<string, { held?: Held; refreshing?: Promise<Held> }>();

  return {
    providers: async (name) => (await heldOf(name)).providers,
    ratings: async (name) => (await heldOf(name)).ratings,
  };

  async function heldOf(name: string): Promise<Held> {
    const domain = domains.get(name) ?? {};
    domains.set(name, domain);
    if (domain.held !== undefined && Date.now() - domain.held.checkedAt < CHECK_MILLISECONDS) return domain.held;
    domain.refreshing ??= refresh(read, name, domain.held).finally(() => {
      domain.refreshing = undefined;
    });
    domain.held = await domain.refreshing;
    return domain.held;
  }
}

interface Offered {
  readonly id: string;
}

/** Puts providers into the catalogue, each in place of the one with its id. */
export const putProviders = (table: string, domain: string, providers: readonly Offered[]): Promise<void> =>
  changeCatalogue(table, domain, (offered = []) => {
    const all = new Map([...offered, ...providers].map((provider) => [provider.id, provider]));
    return [...all.values()].toSorted((one, other) => (one.id < other.id ? -1 : 1));
  });

/** Fills a domain that nobody has written to yet. */
export const seed = (table: string, domain: string, providers: readonly Offered[]): Promise<void> =>
  changeCatalogue(table, domain, (offered) => (offered === undefined ? providers : undefined));

/**
 * Writes a whole new snapshot, and makes it the current one if nobody else has changed the catalogue since it was read;
 * begins again otherwise. `change` gets undefined where nobody has written yet, and answers undefined to leave it as it is.
 */
export async function changeCatalogue(
  table: string,
  domain: string,
  change: (offered: readonly Offered[] | undefined) => readonly Offered[] | undefined,
): Promise<void> {
  const read = itemReader(table);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const begun = Date.now();
    const seen = await currentOf(read, domain);
    const offered = seen && (await readSnapshot<Offered>(read, domain, seen));
    if (seen !== undefined && offered === undefined) continue;
    const changed = change(offered);
    if (changed === undefined) return;
    const snapshot = await writeSnapshot(table, domain, changed);
    if (!(await makeCurrent(table, domain, snapshot, seen))) continue;
    if (seen !== undefined) await tidy(table, domain, begun, seen);
    return;
  }
  throw new Error(`the catalogue of ${domain} kept changing`);
}

async function refresh(read: ReadItem, domain: string, held: Held | undefined): Promise<Held> {
  for (let attempt = 0; attempt < READS; attempt++) {
    const checkedAt = Date.now();
    const [current, rated] = await Promise.all([currentOf(read, domain), read(ratingsKey(domain))]);
    const ratings = ratingsIn(rated);
    if (current === undefined) return { providers: [], ratings, checkedAt };
    if (current.id === held?.id) return { ...held, ratings, checkedAt };
    const providers = await readSnapshot(read, domain, current);
    if (providers !== undefined) return { id: current.id, providers, ratings, checkedAt };
  }
  throw new Error(`the catalogue of ${domain} cannot be read: its snapshots are gone`);
}

const currentKey = (domain: string) => ({ domain: { S: domain }, part: { S: 'current' } });

async function currentOf(read: ReadItem, domain: string): Promise<Snapshot | undefined> {
  const item = await read(currentKey(domain));
  return item?.snapshot_id?.S === undefined ? undefined : { id: item.snapshot_id.S, pieces: Number(item.pieces?.N) };
}

async function makeCurrent(
  TableName: string,
  domain: string,
  { id, pieces }: Snapshot,
  seen: Snapshot | undefined,
): Promise<boolean> {
  const Item = { ...currentKey(domain), snapshot_id: { S: id }, pieces: { N: String(pieces) } };
  const condition =
    seen === undefined
      ? { ConditionExpression: 'attribute_not_exists(snapshot_id)' }
      : { ConditionExpression: 'snapshot_id = :seen', ExpressionAttributeValues: { ':seen': { S: seen.id } } };
  return ifAllowed(dynamodb().send(new PutItemCommand({ TableName, Item, ...condition })));
}

/**
 * Removes what cannot become current any more: whoever began it before this change did has seen an older catalogue. A
 * reader who comes too late for it finds the newer one.
 */
async function tidy(table: string, domain: string, begun: number, { id }: Snapshot): Promise<void> {
  await removeSnapshotsBefore(table, domain, begun - KEPT_MILLISECONDS, id).catch((error) =>
    log('WARN', 'old snapshots not removed', { domain, error: describe(error) }),
  );
}
