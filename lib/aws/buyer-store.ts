import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { type AttributeValue, PutItemCommand, paginateQuery, QueryCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { dynamodb } from './clients.ts';
import { isKey } from './longest-key.ts';

/** An item may have 400 KB; this leaves room for the other attributes. */
const MAX_PACKED_BYTES = 390_000;

const Facts = z.object({
  time: z.string(),
  direction: z.enum(['sent', 'received']),
  action: z.string(),
  messageId: z.string().optional(),
  /** `ACK`, `NACK`, or `pending` and `unanswered` for what was sent. */
  verdict: z.enum(['ACK', 'NACK', 'pending', 'unanswered']),
  reason: z.string().optional(),
});

/** A message of a transaction as the buyer saw it: the envelope in whole, and what became of it. */
export type Exchange = z.infer<typeof Facts> & { readonly message: unknown };

export interface Exchanges {
  /** Writes an exchange and answers the name of its entry; writing under that name again replaces it. */
  record(transactionId: string, exchange: Exchange, entry?: string): Promise<string>;
  list(transactionId: string): Promise<readonly Exchange[]>;
  isKnown(transactionId: string): Promise<boolean>;
}

export function exchanges(table: string): Exchanges {
  const byTransaction = (transactionId: string) => ({
    TableName: table,
    KeyConditionExpression: '#transaction = :transaction',
    ExpressionAttributeNames: { '#transaction': 'transaction' },
    ExpressionAttributeValues: { ':transaction': { S: transactionId } },
    ConsistentRead: true,
  });

  return {
    async record(transactionId, { message, ...facts }, entry = `${facts.time}#${randomUUID()}`) {
      const packed = await promisify(gzip)(JSON.stringify(message ?? null));
      const fits = packed.length <= MAX_PACKED_BYTES;
      const item = { transaction: transactionId, entry, ...facts, ...(fits && { packed }) };
      await dynamodb().send(
        new PutItemCommand({ TableName: table, Item: marshall(item, { removeUndefinedValues: true }) }),
      );
      return entry;
    },

    async list(transactionId) {
      if (!isKey(transactionId, 'partition')) return [];
      const found: Exchange[] = [];
      for await (const { Items = [] } of paginateQuery({ client: dynamodb() }, byTransaction(transactionId)))
        found.push(...(await Promise.all(Items.map(unpack))));
      return found;
    },

    async isKnown(transactionId) {
      if (!isKey(transactionId, 'partition')) return false;
      const { Count = 0 } = await dynamodb().send(new QueryCommand({ ...byTransaction(transactionId), Limit: 1 }));
      return Count > 0;
    },
  };
}

async function unpack(item: Record<string, AttributeValue>): Promise<Exchange> {
  const { packed, ...facts } = unmarshall(item);
  if (!(packed instanceof Uint8Array)) return { ...Facts.parse(facts), message: null };
  const json = await promisify(gunzip)(packed);
  return { ...Facts.parse(facts), message: JSON.parse(json.toString('utf8')) };
}
