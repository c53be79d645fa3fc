import { type AttributeValue, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { nameOf } from '../flow/order/order-id.ts';
import { SNAPSHOT_EVERY } from '../flow/order/past.ts';
import type { Entry, OrderKey, Orders } from '../flow/ports/orders.ts';
import { TooLarge } from '../flow/ports/too-large.ts';
import { dynamodb } from './clients.ts';
import type { Holds } from './hold-store.ts';
import { ifAllowed } from './if-allowed.ts';
import { itemReader } from './read-items.ts';

/**
 * Histories in a table: one item an entry, added only where its sequence number is free. Snapshots are kept beside entries
 * under the name of the shape that they have: of another shape, they are not read. Who only reads needs no holds.
 */
export function orderStore(
  table: string,
  { shape, holds }: { readonly shape?: string; readonly holds?: () => Holds } = {},
): Orders {
  const first = itemReader(table);

  return {
    history,

    async past(key, { mayBeNew = false } = {}) {
      if (mayBeNew && (await first({ pk: { S: nameOf(key) }, sk: { N: '1' } })) === undefined) return { entries: [] };
      if (shape === undefined) return { entries: await history(key) };
      const { Items: latest = [], LastEvaluatedKey: older } = await dynamodb().send(
        new QueryCommand({
          ...entriesOf(key),
          ProjectionExpression: 'entry, folded, folded_as',
          ScanIndexForward: false,
          Limit: SNAPSHOT_EVERY,
        }),
      );
      const at = latest.findIndex((item) => item.folded !== undefined && item.folded_as?.S === shape);
      const entries = (at === -1 ? latest : latest.slice(0, at)).map(({ entry }) => readEntry(entry)).reverse();
      if (at !== -1) return { entries, snapshot: JSON.parse(latest[at]?.folded?.S ?? '') };
      return { entries: older === undefined ? entries : await history(key) };
    },

    async append(key, entry, { mark, snapshot } = {}) {
      const item = {
        pk: { S: nameOf(key) },
        sk: { N: String(entry.sequence) },
        entry: { S: JSON.stringify(entry) },
      };
      checkSize(item);
      const whole = {
        ...item,
        ...(snapshot && shape && { folded: { S: JSON.stringify(snapshot) }, folded_as: { S: shape } }),
      };
      // An entry is kept without its snapshot rather than not at all.
      const Item = bytesOf(whole) > MOST_ITEM_BYTES ? item : whole;
      const marked = mark && { buyerId: key.buyerId, sequence: entry.sequence, mark };
      if (marked?.mark.open) await marking().opened(marked);
      const isAdded = await ifAllowed(
        dynamodb().send(
          new PutItemCommand({ TableName: table, Item, ConditionExpression: 'attribute_not_exists(pk)' }),
        ),
      );
      if (isAdded && marked && !mark.open) await marking().closed(marked);
      return isAdded;
    },

    openHolds: (...asked) => marking().openHolds(...asked),
  };

  function marking(): Holds {
    if (holds === undefined) throw new Error('who marks holds has to be told where');
    return holds();
  }

  async function history(key: OrderKey): Promise<readonly Entry[]> {
    const entries: Entry[] = [];
    let from: Record<string, AttributeValue> | undefined;
    do {
      const page = await dynamodb().send(
        new QueryCommand({ ...entriesOf(key), ProjectionExpression: 'entry', ExclusiveStartKey: from }),
      );
      entries.push(...(page.Items ?? []).map(({ entry }) => readEntry(entry)));
      from = page.LastEvaluatedKey;
    } while (from !== undefined);
    return entries;
  }

  function entriesOf(key: OrderKey) {
    return {
      TableName: table,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :key',
      ExpressionAttributeValues: { ':key': { S: nameOf(key) } },
    };
  }
}

const MOST_ITEM_BYTES = 400 * 1024;

/** The longest that any number can be. */
const NUMBER_BYTES = 21;

type Item = Readonly<Record<string, AttributeValue>>;

const bytesOf = (item: Item): number =>
  Object.entries(item)
    .map(([name, { S }]) => Buffer.byteLength(name) + (S === undefined ? NUMBER_BYTES : Buffer.byteLength(S)))
    .reduce((sum, size) => sum + size);

function checkSize(item: Item): void {
  const bytes = bytesOf(item);
  if (bytes > MOST_ITEM_BYTES) throw new TooLarge('an entry of a history', bytes, MOST_ITEM_BYTES);
}

function readEntry(attribute: AttributeValue | undefined): Entry {
  if (attribute?.S === undefined) throw new Error('an entry of a history cannot be read');
  return JSON.parse(attribute.S);
}
