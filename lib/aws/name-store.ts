import { PutItemCommand, paginateQuery } from '@aws-sdk/client-dynamodb';
import { keyIn, nameOf } from '../flow/order/order-id.ts';
import type { Names } from '../flow/ports/names.ts';
import { dynamodb } from './clients.ts';
import { isKey } from './longest-key.ts';

/** Names in a table of their own: one item for each order of a name, so that writing it again changes nothing. */
export const nameStore = (table: string): Names => ({
  async add(name, key) {
    const Item = { name: { S: name }, order: { S: nameOf(key) } };
    await dynamodb().send(new PutItemCommand({ TableName: table, Item }));
  },

  async find(name) {
    if (!isKey(name, 'partition')) return [];
    const pages = paginateQuery(
      { client: dynamodb() },
      {
        TableName: table,
        ConsistentRead: true,
        KeyConditionExpression: '#name = :name',
        ExpressionAttributeNames: { '#name': 'name' },
        ExpressionAttributeValues: { ':name': { S: name } },
      },
    );
    const found: string[] = [];
    for await (const { Items = [] } of pages) found.push(...Items.flatMap(({ order }) => order?.S ?? []));
    return found.flatMap((order) => keyIn(order) ?? []);
  },
});
