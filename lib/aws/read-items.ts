import { type AttributeValue, BatchGetItemCommand } from '@aws-sdk/client-dynamodb';
import { dynamodb } from './clients.ts';
import { together } from './together.ts';

const MOST_KEYS = 100;
const ATTEMPTS = 8;

type Key = Record<string, AttributeValue>;
type Item = Record<string, AttributeValue>;
type Found = { readonly item?: Item };

/** Reads items of a table by key, consistently; reads of one moment go in one request. */
export function itemReader(table: string): (key: Key) => Promise<Item | undefined> {
  const read = together<Key, Found>(
    async (keys) => {
      const unique = [...new Map(keys.map((key) => [nameOf(key), key])).values()];
      const found = await readAll(table, unique);
      return keys.map((key) => ({
        item: found.find((item) => Object.keys(key).every((name) => sameValue(item[name], key[name]))),
      }));
    },
    { most: MOST_KEYS },
  );
  return async (key) => (await read(key)).item;
}

async function readAll(table: string, keys: readonly Key[]): Promise<readonly Item[]> {
  const items: Item[] = [];
  let left: Key[] = [...keys];
  for (let attempt = 0; left.length > 0; attempt++) {
    if (attempt === ATTEMPTS) throw new Error(`${left.length} items of ${table} were not read in ${ATTEMPTS} attempts`);
    const { Responses, UnprocessedKeys } = await dynamodb().send(
      new BatchGetItemCommand({ RequestItems: { [table]: { Keys: left, ConsistentRead: true } } }),
    );
    items.push(...(Responses?.[table] ?? []));
    left = UnprocessedKeys?.[table]?.Keys ?? [];
  }
  return items;
}

const nameOf = (key: Key) => JSON.stringify(key);

const sameValue = (one: AttributeValue | undefined, other: AttributeValue | undefined) =>
  one?.S === other?.S && one?.N === other?.N;
