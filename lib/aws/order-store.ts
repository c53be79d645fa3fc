import { createHash } from 'node:crypto';
import { type AttributeValue, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { nameOf } from '../flow/order/order-id.ts';
import { SNAPSHOT_EVERY } from '../flow/order/past.ts';
import type { Entry, HoldMark, OpenHolds, OrderKey, Orders } from '../flow/ports/orders.ts';
import { TooLarge } from '../flow/ports/too-large.ts';
import { dynamodb } from './clients.ts';
import { ifAllowed } from './if-allowed.ts';
import { itemReader } from './read-items.ts';

const BY_BUYER = 'holds-by-buyer';
const BY_CONTACT = 'holds-by-contact';

/**
 * Histories in a table: one item an entry, added only where its sequence number is free. Snapshots are kept beside entries
 * under the name of the shape that they have: of another shape, they are not read.
 */
export function orderStore(table: string, shape?: string): Orders {
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
        ...(mark && markAttributes(key, entry, mark)),
      };
      checkSize(item);
      const whole = {
        ...item,
        ...(snapshot && shape && { folded: { S: JSON.stringify(snapshot) }, folded_as: { S: shape } }),
      };
      // An entry is kept without its snapshot rather than not at all.
      const Item = bytesOf(whole) > MOST_ITEM_BYTES ? item : whole;
      return ifAllowed(
        dynamodb().send(
          new PutItemCommand({ TableName: table, Item, ConditionExpression: 'attribute_not_exists(pk)' }),
        ),
      );
    },

    async openHolds(buyerId, contact, at): Promise<OpenHolds> {
      const [ofBuyer, ofContact] = await Promise.all([
        openIn(BY_BUYER, 'hold_buyer', buyerId, at),
        openIn(BY_CONTACT, 'hold_contact', customerOf(buyerId, contact), at),
      ]);
      return { ofBuyer, ofContact };
    },
  };

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

  async function openIn(index: string, attribute: string, value: string, at: number): Promise<readonly string[]> {
    const last = new Map<string, { readonly sequence: number; readonly open: boolean }>();
    let from: Record<string, AttributeValue> | undefined;
    do {
      const page = await dynamodb().send(
        new QueryCommand({
          TableName: table,
          IndexName: index,
          KeyConditionExpression: '#value = :value AND hold_key > :now',
          ExpressionAttributeNames: { '#value': attribute },
          ExpressionAttributeValues: { ':value': { S: value }, ':now': { S: `${sortable(at)}#~` } },
          ExclusiveStartKey: from,
        }),
      );
      for (const { hold_key } of page.Items ?? []) {
        const [, change, number, ...order] = (hold_key?.S ?? '').split('#');
        const [name, sequence] = [order.join('#'), Number(number)];
        if (sequence > (last.get(name)?.sequence ?? 0)) last.set(name, { sequence, open: change === 'open' });
      }
      from = page.LastEvaluatedKey;
    } while (from !== undefined);
    return [...last].filter(([, { open }]) => open).map(([order]) => order);
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

function markAttributes({ buyerId }: OrderKey, { sequence }: Entry, { contact, order, until, open }: HoldMark) {
  const name = `${sortable(until)}#${open ? 'open' : 'closed'}#${sequence}#${order}`;
  return { hold_buyer: { S: buyerId }, hold_contact: { S: customerOf(buyerId, contact) }, hold_key: { S: name } };
}

/** Of one platform: it may not use up, nor count, what a customer may hold at another (decision 12). */
const customerOf = (buyerId: string, contact: string): string =>
  createHash('sha256')
    .update(JSON.stringify([buyerId, contact]))
    .digest('base64url');

/** Milliseconds in text that sorts as they do. */
const sortable = (milliseconds: number) => String(milliseconds).padStart(15, '0');

function readEntry(attribute: AttributeValue | undefined): Entry {
  if (attribute?.S === undefined) throw new Error('an entry of a history cannot be read');
  return JSON.parse(attribute.S);
}
