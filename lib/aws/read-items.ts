import { setTimeout as sleep } from 'node:timers/promises';
import { type AttributeValue, BatchGetItemCommand } from '@aws-sdk/client-dynamodb';
import { backoff, jittered } from './backoff.ts';
import { dynamodb } from './clients.ts';
import { together } from './together.ts';

const MOST_KEYS = 100;
const ATTEMPTS = 8;
/** In milliseconds, before what a table had no capacity for is asked for again. */
const PAUSES = { first: 25, longest: 1600 };

type Key = Record<string, AttributeValue>;
type Item = Record<string, AttributeValue>;
type Found = { readonly item?: Item };

/** Reads items of a table by key, consistently; reads of one moment go in one request. */
export function itemReader(
  table: string,
  pause: (milliseconds: number) => Promise<unknown> = sleep,
): (key: Key) => Promise<Item | undefined> {
  const read = together<Key, Found>(
    async (keys) => {
      const unique = [...new Map(keys.map((key) => [nameOf(key), key])).values()];
      const found = await readAll(table, unique, pause);
      return keys.map((key) => ({
        item: found.find((item) => Object.keys(key).every((name) => sameValue(item[name], key[name]))),
      }));
    },
    { most: MOST_KEYS },
  );
  return async (key) => (await read(key)).item;
}

async function readAll(
  table: string,
  keys: readonly Key[],
  pause: (milliseconds: number) => Promise<unknown>,
): Promise<readonly Item[]> {
  const items: Item[] = [];
  let left: Key[] = [...keys];
  for (let attempt = 0; left.length > 0; attempt++) {
    if (attempt === ATTEMPTS) throw new Error(`${left.length} items of ${table} were not read in ${ATTEMPTS} attempts`);
    if (attempt > 0) await pause(jittered(backoff(PAUSES, attempt)));
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
