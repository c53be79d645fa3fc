import {
  type AttributeValue,
  CreateTableCommand,
  DeleteItemCommand,
  PutItemCommand,
  paginateScan,
} from '@aws-sdk/client-dynamodb';
import { dynamodb } from '../../lib/aws/clients.ts';
import { nameOf } from '../../lib/flow/order/order-id.ts';
import type { OrderKey } from '../../lib/flow/ports/orders.ts';

type Item = Record<string, AttributeValue>;

/** The items of a table of histories: all, or those of one order. */
export async function itemsOf(key?: OrderKey, table = 'Orders'): Promise<readonly Item[]> {
  const items: Item[] = [];
  for await (const { Items = [] } of paginateScan({ client: dynamodb() }, { TableName: table })) items.push(...Items);
  return key === undefined ? items : items.filter(({ pk }) => pk?.S === nameOf(key));
}

export async function remove({ pk, sk }: Item): Promise<void> {
  if (pk && sk) await dynamodb().send(new DeleteItemCommand({ TableName: 'Orders', Key: { pk, sk } }));
}

export const empty = async () => void (await Promise.all((await itemsOf()).map(remove)));

/** Whatever the table: all of it goes, by these attributes of its key. */
export async function emptyTable(TableName: string, attributes: readonly string[]): Promise<void> {
  for (const item of await itemsOf(undefined, TableName)) {
    const Key = Object.fromEntries(attributes.flatMap((name) => (item[name] ? [[name, item[name]]] : [])));
    await dynamodb().send(new DeleteItemCommand({ TableName, Key }));
  }
}

/** The orders as they are now, in a table of its own. */
export async function copyTo(TableName: string): Promise<void> {
  await dynamodb().send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'N' },
      ],
    }),
  );
  for (const Item of await itemsOf()) await dynamodb().send(new PutItemCommand({ TableName, Item }));
}
