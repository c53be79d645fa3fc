import { randomUUID } from 'node:crypto';
import { ConditionalCheckFailedException, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { DAY, type Kept } from './calendar-day.ts';
import { dynamodb } from './clients.ts';
import { itemReader } from './read-items.ts';

/** Where the days of calendars are kept. */
export interface Days {
  read(resource: string, day: string): Promise<{ readonly version?: string; readonly kept: readonly Kept[] }>;
  /** False where somebody else has changed the day since that version was read. */
  write(resource: string, day: string, kept: readonly Kept[], seen: string | undefined): Promise<boolean>;
}

/** An item a day of a resource. Versions are random: an item that was deleted and made again is another one. */
export function dayTable(table: string): Days {
  const readItem = itemReader(table);

  return {
    async read(resource, day) {
      const item = await readItem({ resource: { S: resource }, day: { S: day } });
      return { version: item?.version?.S, kept: item?.bookings?.S === undefined ? [] : JSON.parse(item.bookings.S) };
    },

    async write(resource, day, kept, seen) {
      try {
        await dynamodb().send(
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
        );
        return true;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false;
        throw error;
      }
    },
  };
}

const KEPT_DAYS = 7;

/** When the table may forget the day, in seconds: some days after all that was booked on it. */
const expiryOf = (day: string, kept: readonly Kept[]): number =>
  Math.ceil((Math.max(Date.parse(day) + DAY, ...kept.map(({ until }) => until)) + KEPT_DAYS * DAY) / 1000);
