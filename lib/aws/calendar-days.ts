import { randomUUID } from 'node:crypto';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { Condition } from '../flow/ports/calendars.ts';
import { DAY, type Kept } from './calendar-day.ts';
import { dynamodb } from './clients.ts';
import { ifAllowed } from './if-allowed.ts';
import { itemReader } from './read-items.ts';

/** Where the days of calendars are kept, and beside them in which condition a resource is. */
export interface Days {
  read(resource: string, day: string): Promise<{ readonly version?: string; readonly kept: readonly Kept[] }>;
  /** False where somebody else has changed the day since that version was read. */
  write(resource: string, day: string, kept: readonly Kept[], seen: string | undefined): Promise<boolean>;
  condition(resource: string): Promise<Condition | undefined>;
  /** Changes nothing where a later condition is known. */
  mark(resource: string, condition: Condition): Promise<void>;
}

/** Stands where a day stands in the key, so that it is read in one request with the days. */
const CONDITION = 'condition';

/** An item a day of a resource. Versions are random: an item that was deleted and made again is another one. */
export function dayTable(table: string): Days {
  const readItem = itemReader(table);

  return {
    async read(resource, day) {
      const item = await readItem({ resource: { S: resource }, day: { S: day } });
      return { version: item?.version?.S, kept: item?.bookings?.S === undefined ? [] : JSON.parse(item.bookings.S) };
    },

    write: (resource, day, kept, seen) =>
      ifAllowed(
        dynamodb().send(
          new PutItemCommand({
            TableName: table,
            Item: {
              resource: { S: resource },
              day: { S: day },
              version: { S: randomUUID() },
              bookings: { S: JSON.stringify(kept) },
              expires: { N: String(expiryOf(day, kept)) },
            },
            ...(seen === undefined
              ? { ConditionExpression: 'attribute_not_exists(version)' }
              : { ConditionExpression: 'version = :seen', ExpressionAttributeValues: { ':seen': { S: seen } } }),
          }),
        ),
      ),

    async condition(resource) {
      const item = await readItem({ resource: { S: resource }, day: { S: CONDITION } });
      return item && { at: Number(item.since?.N), isOutOfOrder: item.outOfOrder?.BOOL === true };
    },

    async mark(resource, { at, isOutOfOrder }) {
      const since = { N: String(at) };
      await ifAllowed(
        dynamodb().send(
          new PutItemCommand({
            TableName: table,
            Item: { resource: { S: resource }, day: { S: CONDITION }, since, outOfOrder: { BOOL: isOutOfOrder } },
            ConditionExpression: 'attribute_not_exists(since) OR since <= :since',
            ExpressionAttributeValues: { ':since': since },
          }),
        ),
      );
    },
  };
}

const KEPT_DAYS = 7;

/** When the table may forget the day, in seconds: some days after all that was booked on it. */
const expiryOf = (day: string, kept: readonly Kept[]): number =>
  Math.ceil((Math.max(Date.parse(day) + DAY, ...kept.map(({ until }) => until)) + KEPT_DAYS * DAY) / 1000);
