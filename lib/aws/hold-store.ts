import { createHash } from 'node:crypto';
import { type AttributeValue, DeleteItemCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { HoldMark, OpenHolds } from '../flow/ports/orders.ts';
import { dynamodb } from './clients.ts';
import { ifAllowed } from './if-allowed.ts';

/** The entry that says it. */
interface Marked {
  readonly buyerId: string;
  readonly sequence: number;
  readonly mark: HoldMark;
}

/**
 * The open holds of buyer platforms and of customers, an item for each: one that is closed is there no more, so counting
 * reads what is open and nothing else (decision 75).
 */
export interface Holds {
  /** Before the entry that opens it: a hold without its entry counts until it lapses, one that is not counted would not. */
  opened(marked: Marked): Promise<void>;
  /** After the entry that closes it; a later hold of the same order stays. */
  closed(marked: Marked): Promise<void>;
  openHolds(buyerId: string, contact: string, at: number): Promise<OpenHolds>;
}

export function holdStore(table: string): Holds {
  return {
    async opened({ sequence, mark, ...by }) {
      const kept = {
        order: { S: mark.order },
        entry: { N: String(sequence) },
        until: { N: String(mark.until) },
        expires: { N: String(Math.ceil(mark.until / 1000)) },
      };
      await Promise.all(
        keysOf(by, mark).map((key) =>
          dynamodb().send(new PutItemCommand({ TableName: table, Item: { ...key, ...kept } })),
        ),
      );
    },

    async closed({ sequence, mark, ...by }) {
      const condition = {
        ConditionExpression: 'attribute_not_exists(#entry) OR #entry < :entry',
        ExpressionAttributeNames: { '#entry': 'entry' },
        ExpressionAttributeValues: { ':entry': { N: String(sequence) } },
      };
      await Promise.all(
        keysOf(by, mark).map((Key) =>
          ifAllowed(dynamodb().send(new DeleteItemCommand({ TableName: table, Key, ...condition }))),
        ),
      );
    },

    async openHolds(buyerId, contact, at) {
      const [ofBuyer, ofContact] = await Promise.all([
        openOf(ofBuyers(buyerId), at),
        openOf(ofCustomer(buyerId, contact), at),
      ]);
      return { ofBuyer, ofContact };
    },
  };

  async function openOf(holder: string, at: number): Promise<readonly string[]> {
    const orders: string[] = [];
    let from: Record<string, AttributeValue> | undefined;
    do {
      const page = await dynamodb().send(
        new QueryCommand({
          TableName: table,
          ConsistentRead: true,
          KeyConditionExpression: 'holder = :holder',
          FilterExpression: '#until > :at',
          ProjectionExpression: '#order',
          ExpressionAttributeNames: { '#until': 'until', '#order': 'order' },
          ExpressionAttributeValues: { ':holder': { S: holder }, ':at': { N: String(at) } },
          ExclusiveStartKey: from,
        }),
      );
      orders.push(...(page.Items ?? []).flatMap(({ order }) => order?.S ?? []));
      from = page.LastEvaluatedKey;
    } while (from !== undefined);
    return orders;
  }
}

const keysOf = ({ buyerId }: Pick<Marked, 'buyerId'>, { contact, order }: HoldMark) =>
  [ofBuyers(buyerId), ofCustomer(buyerId, contact)].map((holder) => ({
    holder: { S: holder },
    hold: { S: digestOf(order) },
  }));

const ofBuyers = (buyerId: string) => `buyer#${digestOf(buyerId)}`;
/** Of one platform: it may not use up, nor count, what a customer may hold at another (decision 12). Nobody can be read off it. */
const ofCustomer = (buyerId: string, contact: string) => `contact#${digestOf(JSON.stringify([buyerId, contact]))}`;

const digestOf = (text: string) => createHash('sha256').update(text).digest('base64url');
