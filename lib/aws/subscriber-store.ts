import { isDeepStrictEqual } from 'node:util';
import { type AttributeValue, PutItemCommand, paginateQuery, paginateScan } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import type { Registry } from '../flow/ports/registry.ts';
import { dynamodb } from './clients.ts';
import { isKey } from './longest-key.ts';

const Record = z.object({
  id: z.string(),
  url: z.string(),
  role: z.enum(['BAP', 'BPP', 'BG', 'CDS', 'REGISTRY']),
  keyId: z.string(),
  signingPublicKey: z.string(),
  encryptionPublicKey: z.string().optional(),
  validFrom: z.string(),
  validUntil: z.string(),
  domain: z.string().optional(),
  location: z.record(z.string(), z.unknown()).optional(),
  /** It may collect payments: the operator has said so. */
  collects: z.boolean().optional(),
  status: z.string(),
  created: z.string(),
  updated: z.string(),
});

/** A subscriber's record in the registry, one for each role and key. */
export type SubscriberRecord = z.infer<typeof Record>;

export interface Subscribers extends Registry {
  lookup(subscriberId: string): Promise<readonly SubscriberRecord[]>;
  /** Every record, one after the other, in no order. */
  all(): AsyncIterable<SubscriberRecord>;
  /** Registers, or brings up to date; the same again changes nothing. */
  register(record: Omit<SubscriberRecord, 'created' | 'updated'>, now: Date): Promise<void>;
}

export function subscribers(table: string): Subscribers {
  return { lookup, all, register };

  async function lookup(subscriberId: string) {
    if (!isKey(subscriberId, 'partition')) return [];
    const pages = paginateQuery(
      { client: dynamodb() },
      {
        TableName: table,
        KeyConditionExpression: 'subscriber = :subscriber',
        ExpressionAttributeValues: { ':subscriber': { S: subscriberId } },
        ConsistentRead: true,
      },
    );
    const records: SubscriberRecord[] = [];
    for await (const { Items = [] } of pages) records.push(...Items.map(read));
    return records;
  }

  async function* all() {
    for await (const { Items = [] } of paginateScan({ client: dynamodb() }, { TableName: table, ConsistentRead: true }))
      yield* Items.map(read);
  }

  async function register(fresh: Omit<SubscriberRecord, 'created' | 'updated'>, now: Date) {
    const same = ({ role, keyId }: SubscriberRecord) => role === fresh.role && keyId === fresh.keyId;
    const known = (await lookup(fresh.id)).find(same);
    if (known !== undefined && isUnchanged(known, fresh)) return;
    const record = { created: known?.created ?? now.toISOString(), updated: now.toISOString(), ...fresh };
    const Item = write({ subscriber: fresh.id, record: `${fresh.role}#${fresh.keyId}`, ...record });
    await dynamodb().send(new PutItemCommand({ TableName: table, Item }));
  }
}

const read = (item: { [name: string]: AttributeValue }): SubscriberRecord => Record.parse(unmarshall(item));

const write = (item: object) => marshall(item, { removeUndefinedValues: true });

const isUnchanged = ({ created, updated, ...known }: SubscriberRecord, fresh: object): boolean =>
  isDeepStrictEqual(write(known), write(fresh));
