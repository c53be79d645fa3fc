import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { DeleteItemCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { TooLarge } from '../flow/ports/too-large.ts';
import { dynamodb } from './clients.ts';
import type { itemReader } from './read-items.ts';

/** What a domain offers, all of it, as it was at one moment: compressed, and cut into pieces that are items. */
export interface Snapshot {
  readonly id: string;
  readonly pieces: number;
}

/** Of an item's 400 KB. */
const PIECE_BYTES = 300_000;

/** Every function that sells keeps all of it in memory. */
const MOST_BYTES = 20_000_000;

const compress = promisify(gzip);
const expand = promisify(gunzip);

/** Undefined where pieces are missing: the snapshot was removed meanwhile, and there is a newer one. */
export async function readSnapshot<Offer>(
  read: ReturnType<typeof itemReader>,
  domain: string,
  { id, pieces }: Snapshot,
): Promise<readonly Offer[] | undefined> {
  const items = await Promise.all(Array.from({ length: pieces }, (_, number) => read(pieceKey(domain, id, number))));
  const bytes = items.flatMap((item) => item?.bytes?.B ?? []);
  return bytes.length < pieces ? undefined : JSON.parse((await expand(Buffer.concat(bytes))).toString());
}

/** Notes that it exists before it is written, so that what a crash leaves behind is found again. */
export async function writeSnapshot(table: string, domain: string, offers: readonly unknown[]): Promise<Snapshot> {
  const text = JSON.stringify(offers);
  const size = Buffer.byteLength(text);
  if (size > MOST_BYTES) throw new TooLarge(`the catalogue of ${domain}`, size, MOST_BYTES);
  const bytes = await compress(text);
  const snapshot = { id: `${new Date().toISOString()}#${randomUUID()}`, pieces: Math.ceil(bytes.length / PIECE_BYTES) };
  await put(table, { ...noteKey(domain, snapshot.id), pieces: { N: String(snapshot.pieces) } });
  for (let number = 0; number < snapshot.pieces; number += 1) {
    const piece = bytes.subarray(number * PIECE_BYTES, (number + 1) * PIECE_BYTES);
    await put(table, { ...pieceKey(domain, snapshot.id, number), bytes: { B: piece } });
  }
  return snapshot;
}

/** Some of the snapshots that are older than that, all but one. */
export async function removeSnapshotsBefore(
  table: string,
  domain: string,
  time: number,
  excepted: string,
): Promise<void> {
  const { Items = [] } = await dynamodb().send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: '#domain = :domain AND part BETWEEN :first AND :last',
      ExpressionAttributeNames: { '#domain': 'domain' },
      ExpressionAttributeValues: {
        ':domain': { S: domain },
        ':first': { S: NOTES },
        ':last': { S: `${NOTES}${new Date(time).toISOString()}` },
      },
      Limit: MOST_REMOVED,
    }),
  );
  for (const { part, pieces } of Items) {
    const id = part?.S?.slice(NOTES.length) ?? '';
    if (id !== excepted) await removeSnapshot(table, domain, { id, pieces: Number(pieces?.N) });
  }
}

const MOST_REMOVED = 25;

/** The note goes last: until then it says what is left to remove. */
async function removeSnapshot(table: string, domain: string, { id, pieces }: Snapshot): Promise<void> {
  for (let number = 0; number < pieces; number += 1) await remove(table, pieceKey(domain, id, number));
  await remove(table, noteKey(domain, id));
}

/** Ids begin with the time at which they were made, and notes stand in that order. */
const NOTES = 'snapshot#';

const noteKey = (domain: string, id: string) => ({ domain: { S: domain }, part: { S: `${NOTES}${id}` } });

/** Pieces lie apart from everything else of the domain: to list its snapshots does not read them. */
const pieceKey = (domain: string, id: string, number: number) => ({
  domain: { S: `${domain}#${id}` },
  part: { S: `piece#${number}` },
});

const put = (TableName: string, Item: PutItemCommand['input']['Item']) =>
  dynamodb().send(new PutItemCommand({ TableName, Item }));

const remove = (TableName: string, Key: DeleteItemCommand['input']['Key']) =>
  dynamodb().send(new DeleteItemCommand({ TableName, Key }));
