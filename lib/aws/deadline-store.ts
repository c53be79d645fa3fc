import { type AttributeValue, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { nameOf } from '../flow/order/order-id.ts';
import type { Timer } from '../flow/ports/timers.ts';
import { dynamodb } from './clients.ts';

const HOUR = 3_600_000;
/** Long enough for a sweep that failed to be made up for. */
const KEPT_MILLISECONDS = 7 * 24 * HOUR;
/** So many keys share the writes of an hour. */
const SHARDS = 10;

/** Which deadlines have been set, by the hour in which they are due: who looks for those that were missed reads a day of them, and no histories of others. */
export interface Deadlines {
  /** By its schedule's name; noting it twice is noting it once. */
  note(timer: Timer, name: string): Promise<void>;
  /** The orders that have deadlines in the hours from one time to another, by the names of their keys. */
  ordersDue(from: number, until: number): Promise<ReadonlySet<string>>;
}

export function deadlineStore(table: string): Deadlines {
  return {
    async note({ key, at }, name) {
      const Item = {
        hour: { S: `${hourOf(at)}#${shardOf(name)}` },
        deadline: { S: name },
        order: { S: nameOf(key) },
        expires: { N: String(Math.ceil((at + KEPT_MILLISECONDS) / 1000)) },
      };
      await dynamodb().send(new PutItemCommand({ TableName: table, Item }));
    },

    async ordersDue(from, until) {
      const orders = new Set<string>();
      const shards = Array.from({ length: SHARDS }, (_, shard) => shard);
      for (let hour = Math.floor(from / HOUR) * HOUR; hour <= until; hour += HOUR)
        await Promise.all(shards.map((shard) => addOrdersOf(`${hourOf(hour)}#${shard}`, orders)));
      return orders;
    },
  };

  async function addOrdersOf(hour: string, orders: Set<string>): Promise<void> {
    let from: Record<string, AttributeValue> | undefined;
    do {
      const page = await dynamodb().send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: '#hour = :hour',
          ProjectionExpression: '#order',
          ExpressionAttributeNames: { '#hour': 'hour', '#order': 'order' },
          ExpressionAttributeValues: { ':hour': { S: hour } },
          ExclusiveStartKey: from,
        }),
      );
      for (const { order } of page.Items ?? []) if (order?.S !== undefined) orders.add(order.S);
      from = page.LastEvaluatedKey;
    } while (from !== undefined);
  }
}

/** `2026-11-21T14` */
const hourOf = (time: number): string => new Date(time).toISOString().slice(0, 13);

const shardOf = (name: string): number => [...name].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % SHARDS;
