import {
  type AttributeValue,
  PutItemCommand,
  paginateQuery,
  paginateScan,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { dynamodb } from '../aws/clients.ts';
import { ifAllowed } from '../aws/if-allowed.ts';
import type { Entry } from '../flow/ports/orders.ts';

export interface HistoryItem {
  readonly entry: Entry;
  /** The entry as it is written. */
  readonly text: string;
  readonly whole: Readonly<Record<string, AttributeValue>>;
}

const AT_ONCE = 25;

/** Does the work for each history of a table by its reference, some side by side. A history may come twice. */
export async function eachHistory(table: string, work: (reference: string) => Promise<void>): Promise<void> {
  let last: string | undefined;
  const asked = { TableName: table, ProjectionExpression: 'pk', ConsistentRead: true };
  for await (const { Items = [] } of paginateScan({ client: dynamodb() }, asked)) {
    const found = [...new Set(Items.map(({ pk }) => pk?.S ?? ''))].filter((reference) => reference !== last);
    last = found.at(-1) ?? last;
    for (let from = 0; from < found.length; from += AT_ONCE)
      await Promise.all(found.slice(from, from + AT_ONCE).map(work));
  }
}

export async function readHistory(table: string, reference: string): Promise<readonly HistoryItem[]> {
  const items: HistoryItem[] = [];
  const asked = {
    TableName: table,
    ConsistentRead: true,
    KeyConditionExpression: 'pk = :key',
    ExpressionAttributeValues: { ':key': { S: reference } },
  };
  for await (const { Items = [] } of paginateQuery({ client: dynamodb() }, asked)) items.push(...Items.map(read));
  return items;
}

/** Puts another text in the place of the one that was read, and takes away the snapshot, which tells of the person too; false if it has changed. */
export const replaceText = ({ whole: { pk, sk }, text }: HistoryItem, table: string, next: string): Promise<boolean> =>
  ifAllowed(
    dynamodb().send(
      new UpdateItemCommand({
        TableName: table,
        Key: { pk: pk ?? NONE, sk: sk ?? NONE },
        UpdateExpression: 'SET entry = :next REMOVE folded',
        ConditionExpression: 'entry = :text',
        ExpressionAttributeValues: { ':next': { S: next }, ':text': { S: text } },
      }),
    ),
  );

/** Adds an item where there is none; false if there is. */
export const addItem = (table: string, item: Record<string, AttributeValue>): Promise<boolean> =>
  ifAllowed(
    dynamodb().send(
      new PutItemCommand({ TableName: table, Item: item, ConditionExpression: 'attribute_not_exists(pk)' }),
    ),
  );

const NONE: AttributeValue = { NULL: true };

function read(whole: Record<string, AttributeValue>): HistoryItem {
  const text = whole.entry?.S;
  if (text === undefined) throw new Error('an entry of a history cannot be read');
  return { text, entry: JSON.parse(text), whole };
}
