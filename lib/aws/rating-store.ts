import { type AttributeValue, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Ratings, Voice } from '../flow/ports/ratings.ts';
import { dynamodb } from './clients.ts';
import { ifAllowed } from './if-allowed.ts';
import { outOfStep } from './out-of-step.ts';
import { itemReader } from './read-items.ts';

const ATTEMPTS = 20;

/** What an order has said last. */
interface Said {
  readonly part: string;
  readonly value: number;
  readonly round: number;
}

/** All that was said of a provider. `last` is written down before the order's own item is: whoever comes next completes it. */
interface Sum {
  readonly version: number;
  readonly count: number;
  readonly total: number;
  readonly last?: Said;
}

type Item = Record<string, AttributeValue>;

/**
 * Ratings beside the catalogue: an item for each order that has rated, one for each provider with their sum, and one for
 * all providers of a business, which readers of the catalogue read (decision 55).
 */
export function ratingStore(table: string): Ratings {
  const read = itemReader(table);

  return {
    async count({ business, providerId, caseId, value, round }) {
      const domain = `ratings#${business}#${providerId}`;
      const said: Said = { part: `order#${caseId}`, value, round };
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        const sum = sumIn(await read(sumKey(domain)));
        if (sum.last !== undefined) await note(domain, sum.last);
        const before = saidIn(said.part, await read({ domain: { S: domain }, part: { S: said.part } }));
        if (before !== undefined && before.round >= round) return show(business, providerId, sum);
        const next = {
          version: sum.version + 1,
          count: sum.count + (before === undefined ? 1 : 0),
          total: sum.total + value - (before?.value ?? 0),
          last: said,
        };
        if (await write(domain, next, sum.version)) {
          await note(domain, said);
          return show(business, providerId, next);
        }
        await outOfStep(attempt + 1);
      }
      throw new Error(`the ratings of ${providerId} kept changing`);
    },
  };

  /** Unless the order has said more since. */
  async function note(domain: string, { part, value, round }: Said): Promise<void> {
    await ifAllowed(
      dynamodb().send(
        new PutItemCommand({
          TableName: table,
          Item: { domain: { S: domain }, part: { S: part }, value: numberOf(value), round: numberOf(round) },
          ConditionExpression: 'attribute_not_exists(#round) OR #round < :round',
          ExpressionAttributeNames: { '#round': 'round' },
          ExpressionAttributeValues: { ':round': numberOf(round) },
        }),
      ),
    );
  }

  /** False where somebody else was faster. */
  async function write(domain: string, { version, count, total, last }: Sum, seen: number): Promise<boolean> {
    const facts = { version: numberOf(version), count: numberOf(count), total: numberOf(total) };
    return ifAllowed(
      dynamodb().send(
        new PutItemCommand({
          TableName: table,
          Item: { ...sumKey(domain), ...facts, last: { S: JSON.stringify(last) } },
          ...(seen === 0
            ? { ConditionExpression: 'attribute_not_exists(version)' }
            : {
                ConditionExpression: 'version = :seen',
                ExpressionAttributeValues: { ':seen': numberOf(seen) },
              }),
        }),
      ),
    );
  }

  /** Unless more is shown already. */
  async function show(business: Voice['business'], providerId: string, { version, count, total }: Sum): Promise<void> {
    const shown = { version: numberOf(version), count: numberOf(count), total: numberOf(total) };
    await ifAllowed(
      dynamodb().send(
        new UpdateItemCommand({
          TableName: table,
          Key: ratingsKey(business),
          UpdateExpression: 'SET #provider = :shown',
          ConditionExpression: 'attribute_not_exists(#provider) OR #provider.#version < :version',
          ExpressionAttributeNames: { '#provider': `${OF}${providerId}`, '#version': 'version' },
          ExpressionAttributeValues: { ':shown': { M: shown }, ':version': shown.version },
        }),
      ),
    );
  }
}

const OF = 'of ';

/** Beside the item that says which snapshot is current, so that both are read in one request. */
export const ratingsKey = (business: string): Item => ({ domain: { S: business }, part: { S: 'ratings' } });

/** The ratings of all providers, by their ids. */
export const ratingsIn = (
  item: Item | undefined,
): ReadonlyMap<string, { readonly count: number; readonly total: number }> =>
  new Map(
    Object.entries(item ?? {}).flatMap(([name, { M: shown }]) =>
      name.startsWith(OF) && shown !== undefined
        ? [[name.slice(OF.length), { count: Number(shown.count?.N), total: Number(shown.total?.N) }] as const]
        : [],
    ),
  );

const sumKey = (domain: string): Item => ({ domain: { S: domain }, part: { S: 'sum' } });

const sumIn = (item: Item | undefined): Sum => ({
  version: Number(item?.version?.N ?? 0),
  count: Number(item?.count?.N ?? 0),
  total: Number(item?.total?.N ?? 0),
  last: item?.last?.S === undefined ? undefined : JSON.parse(item.last.S),
});

const saidIn = (part: string, item: Item | undefined): Said | undefined =>
  item && { part, value: Number(item.value?.N), round: Number(item.round?.N) };

const numberOf = (value: number) => ({ N: String(value) });
