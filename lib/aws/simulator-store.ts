import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { dynamodb } from './clients.ts';
import { ifAllowed } from './if-allowed.ts';
import { isKey } from './longest-key.ts';

const MOST_ATTEMPTS = 10;

const Item = z.object({ json: z.string(), version: z.int() });

export interface Shelf<Value> {
  find(id: string): Promise<Value | undefined>;
  /** Writes what `next` makes of the value as it is, and again where another was faster; the same value is not written. */
  change(id: string, next: (current: Value | undefined) => Value): Promise<Value>;
}

/** What a simulator knows of one kind of thing, an item each. */
export function shelf<Schema extends z.ZodType>(table: string, kind: string, schema: Schema): Shelf<z.infer<Schema>> {
  return { find: async (id) => (isKey(id, 'sort') ? (await read(id)).value : undefined), change };

  async function change(id: string, next: (current: z.infer<Schema> | undefined) => z.infer<Schema>) {
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      const { value: current, version } = await read(id);
      const value = next(current);
      if (value === current || (await write(id, value, version))) return value;
    }
    throw new Error(`${kind} ${id} is being changed by too many at once`);
  }

  async function read(id: string): Promise<{ readonly value?: z.infer<Schema>; readonly version: number }> {
    const { Item: found } = await dynamodb().send(
      new GetItemCommand({ TableName: table, Key: marshall({ kind, id }), ConsistentRead: true }),
    );
    if (found === undefined) return { version: 0 };
    const { json, version } = Item.parse(unmarshall(found));
    return { value: schema.parse(JSON.parse(json)), version };
  }

  async function write(id: string, value: z.infer<Schema>, version: number): Promise<boolean> {
    return ifAllowed(
      dynamodb().send(
        new PutItemCommand({
          TableName: table,
          Item: marshall({ kind, id, json: JSON.stringify(value), version: version + 1 }),
          ConditionExpression: 'attribute_not_exists(#version) OR #version = :version',
          ExpressionAttributeNames: { '#version': 'version' },
          ExpressionAttributeValues: marshall({ ':version': version }),
        }),
      ),
    );
  }
}
