import { type AttributeValue, ConditionalCheckFailedException, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { overlaps, place } from '../flow/holding.ts';
import type { Booking, Calendars } from '../flow/ports.ts';
import { dynamodb } from './clients.ts';
import { itemReader } from './read-items.ts';

const ATTEMPTS = 100;

interface Calendar {
  readonly version: number;
  readonly bookings: readonly Booking[];
}

/** One versioned item a resource: whoever changes it must have seen its last version, so no window is ever given twice. */
export function calendarStore(table: string): Calendars {
  const readItem = itemReader(table);
  const turns = new Map<string, Promise<unknown>>();

  return {
    bookings: async (resource, span) => (await read(resource)).bookings.filter((one) => overlaps(one, span)),

    hold: (resource, booking, at) =>
      inTurn(resource, () => change(resource, (bookings) => place(bookings, booking, at))),

    async release(resource, held) {
      const isGone = (one: Booking) => one.order === held.order && one.round <= held.round && overlaps(one, held);
      await inTurn(resource, () =>
        change(resource, (bookings) =>
          bookings.some(isGone) ? bookings.filter((booking) => !isGone(booking)) : undefined,
        ),
      );
    },
  };

  /** False when there is nothing to change. */
  async function change(
    resource: string,
    next: (bookings: readonly Booking[]) => readonly Booking[] | undefined,
  ): Promise<boolean> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const { version, bookings } = await read(resource);
      const changed = next(bookings);
      if (changed === undefined) return false;
      if (await write(resource, { version: version + 1, bookings: changed })) return true;
    }
    throw new Error(`the calendar of ${resource} kept changing`);
  }

  async function read(resource: string): Promise<Calendar> {
    const item = await readItem({ resource: { S: resource } });
    return { version: Number(item?.version?.N ?? 0), bookings: readBookings(item?.bookings) };
  }

  async function write(resource: string, { version, bookings }: Calendar): Promise<boolean> {
    try {
      await dynamodb().send(
        new PutItemCommand({
          TableName: table,
          Item: {
            resource: { S: resource },
            version: { N: String(version) },
            bookings: { S: JSON.stringify(bookings) },
          },
          ConditionExpression: 'attribute_not_exists(version) OR version = :seen',
          ExpressionAttributeValues: { ':seen': { N: String(version - 1) } },
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }

  /** Changes of one calendar in this process wait for each other instead of failing each other's condition. */
  function inTurn<Result>(resource: string, work: () => Promise<Result>): Promise<Result> {
    const turn = (turns.get(resource) ?? Promise.resolve()).then(work, work);
    const settled = turn.then(ignore, ignore);
    turns.set(resource, settled);
    void settled.then(() => turns.get(resource) === settled && turns.delete(resource));
    return turn;
  }
}

const ignore = () => undefined;

const readBookings = (attribute: AttributeValue | undefined): readonly Booking[] =>
  attribute?.S === undefined ? [] : JSON.parse(attribute.S);
