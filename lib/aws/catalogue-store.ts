import { GetItemCommand, PutItemCommand, paginateQuery, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { dynamodb } from './clients.ts';

const CHECK_MILLISECONDS = 30_000;

/** The sort key under which the version of a domain stands. */
const VERSION = '#version';

interface Offered {
  readonly id: string;
}

interface Held {
  readonly version: number;
  readonly providers: readonly unknown[];
  readonly checkedAt: number;
}

/** The catalogue in memory, read again when its version has changed. */
export function catalogues(table: string): { providers(domain: string): Promise<readonly unknown[]> } {
  const domains = new Map<string, Promise<Held>>();

  return {
    async providers(domain) {
      const held = await domains.get(domain);
      if (held !== undefined && Date.now() - held.checkedAt < CHECK_MILLISECONDS) return held.providers;
      const refreshed = refresh(table, domain, held);
      domains.set(domain, refreshed);
      refreshed.catch(() => domains.delete(domain));
      return (await refreshed).providers;
    },
  };
}

/** Writes a provider and tells all readers: the version comes last, so that nobody keeps an older entry under it. */
export async function putProvider(table: string, domain: string, provider: Offered): Promise<void> {
  await writeProvider(table, domain, provider);
  await raiseVersion(table, domain);
}

/** Fills a domain that nobody has written to yet. */
export async function seed(table: string, domain: string, providers: readonly Offered[]): Promise<void> {
  if ((await versionOf(table, domain)) > 0) return;
  for (const provider of providers) await writeProvider(table, domain, provider);
  await raiseVersion(table, domain);
}

async function refresh(table: string, domain: string, held: Held | undefined): Promise<Held> {
  const checkedAt = Date.now();
  const version = await versionOf(table, domain);
  if (held?.version === version) return { ...held, checkedAt };
  return { version, providers: await readProviders(table, domain), checkedAt };
}

async function versionOf(table: string, domain: string): Promise<number> {
  const { Item } = await dynamodb().send(
    new GetItemCommand({
      TableName: table,
      Key: { domain: { S: domain }, provider: { S: VERSION } },
      ConsistentRead: true,
    }),
  );
  return Number(Item?.version?.N ?? 0);
}

async function readProviders(table: string, domain: string): Promise<readonly unknown[]> {
  const pages = paginateQuery(
    { client: dynamodb() },
    {
      TableName: table,
      KeyConditionExpression: '#domain = :domain',
      ExpressionAttributeNames: { '#domain': 'domain' },
      ExpressionAttributeValues: { ':domain': { S: domain } },
      ConsistentRead: true,
    },
  );
  const providers: unknown[] = [];
  for await (const { Items = [] } of pages)
    for (const { json } of Items) if (json?.S !== undefined) providers.push(JSON.parse(json.S));
  return providers;
}

async function writeProvider(table: string, domain: string, provider: Offered): Promise<void> {
  await dynamodb().send(
    new PutItemCommand({
      TableName: table,
      Item: { domain: { S: domain }, provider: { S: provider.id }, json: { S: JSON.stringify(provider) } },
    }),
  );
}

async function raiseVersion(table: string, domain: string): Promise<void> {
  await dynamodb().send(
    new UpdateItemCommand({
      TableName: table,
      Key: { domain: { S: domain }, provider: { S: VERSION } },
      UpdateExpression: 'ADD version :one',
      ExpressionAttributeValues: { ':one': { N: '1' } },
    }),
  );
}
