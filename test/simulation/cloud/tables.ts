import type { Engine } from '../engine.ts';
import { compare, type Item, matches, type Names, settings, type Value } from './expressions.ts';
import { ServiceError } from './service-error.ts';

interface Key {
  readonly partition: string;
  readonly sort?: string;
}

export interface TableShape {
  readonly name: string;
  readonly key: Key;
  readonly indexes: ReadonlyMap<string, Key>;
}

/** What an item was, and since when. */
interface Version {
  readonly item?: Item;
  readonly since: number;
}

/** How unlike a single place tables behave. */
export interface TableWeather {
  /** How often a read that is not declared consistent sees what was a moment ago. */
  readonly stale: number;
  /** How often a page is shorter than it could be, and keys are left unread. */
  readonly short: number;
}

const STALE_MILLISECONDS = 900;

/** Items in memory, read and written as DynamoDB does it. `told` hears of each write. */
export class Tables {
  private readonly items = new Map<string, Map<string, Version[]>>();
  private readonly shapes: ReadonlyMap<string, TableShape>;
  private readonly engine: Engine;
  private readonly weather: () => TableWeather;
  told: (table: string, item: Item) => void = () => undefined;

  constructor(shapes: readonly TableShape[], engine: Engine, weather: () => TableWeather) {
    this.shapes = new Map(shapes.map((shape) => [shape.name, shape]));
    this.engine = engine;
    this.weather = weather;
  }

  answer(operation: string, asked: Asked): object {
    switch (operation) {
      case 'PutItem':
        return this.put(asked);
      case 'UpdateItem':
        return this.update(asked);
      case 'DeleteItem':
        return this.remove(asked);
      case 'GetItem':
        return {
          Item: this.read(
            asked.TableName,
            keyOf(this.shape(asked.TableName).key, asked.Key ?? {}),
            asked.ConsistentRead,
          ),
        };
      case 'BatchGetItem':
        return this.batchGet(asked);
      case 'Query':
        return this.query(asked);
      default:
        throw new Error(`tables do not know ${operation}`);
    }
  }

  restart(): void {
    this.items.clear();
  }

  /** All that is there now. */
  all(table: string): readonly Item[] {
    return [...this.rows(table).values()].flatMap((versions) => listOf(versions.at(-1)?.item));
  }

  load(table: string, items: readonly Item[]): void {
    for (const item of items) this.rows(table).set(keyOf(this.shape(table).key, item), [{ item, since: 0 }]);
  }

  private put({ TableName, Item, ConditionExpression, ...names }: Asked): object {
    const key = keyOf(this.shape(TableName).key, Item ?? {});
    this.check(TableName, key, ConditionExpression, names);
    this.write(TableName, key, Item);
    this.told(TableName, Item ?? {});
    return {};
  }

  /** As far as the product uses it: `SET name = :value, ...`. */
  private update({ TableName, Key = {}, UpdateExpression = '', ConditionExpression, ...names }: Asked): object {
    const key = keyOf(this.shape(TableName).key, Key);
    this.check(TableName, key, ConditionExpression, names);
    const before = this.rows(TableName).get(key)?.at(-1)?.item ?? Key;
    this.write(TableName, key, { ...before, ...settings(UpdateExpression, names) });
    return {};
  }

  private remove({ TableName, Key = {}, ConditionExpression, ...names }: Asked): object {
    const key = keyOf(this.shape(TableName).key, Key);
    this.check(TableName, key, ConditionExpression, names);
    this.write(TableName, key, undefined);
    return {};
  }

  private check(table: string, key: string, condition: string | undefined, names: Names): void {
    if (condition !== undefined && !matches(condition, this.rows(table).get(key)?.at(-1)?.item, names))
      throw new ServiceError('ConditionalCheckFailedException', 'The conditional request failed');
  }

  private write(table: string, key: string, item: Item | undefined): void {
    const versions = this.rows(table).get(key) ?? [];
    const old = versions.filter(
      ({ since }, index) => since > this.engine.now - STALE_MILLISECONDS || index === versions.length - 1,
    );
    this.rows(table).set(key, [...old, { item, since: this.engine.now }]);
  }

  private batchGet({ RequestItems = {} }: Asked): object {
    const Responses: Record<string, readonly Item[]> = {};
    const UnprocessedKeys: Record<string, object> = {};
    for (const [table, { Keys, ConsistentRead }] of Object.entries(RequestItems)) {
      const isShort = Keys.length > 0 && this.engine.random.often(this.weather().short);
      const taken = isShort ? this.engine.random.below(Keys.length) : Keys.length;
      Responses[table] = Keys.slice(0, taken).flatMap((key) =>
        listOf(this.read(table, keyOf(this.shape(table).key, key), ConsistentRead)),
      );
      if (isShort) UnprocessedKeys[table] = { Keys: Keys.slice(taken), ConsistentRead };
    }
    return { Responses, UnprocessedKeys };
  }

  private query(asked: Asked): object {
    const {
      TableName,
      IndexName,
      KeyConditionExpression = '',
      ScanIndexForward = true,
      Limit,
      ExclusiveStartKey,
    } = asked;
    const shape = this.shape(TableName);
    const index = IndexName === undefined ? shape.key : shape.indexes.get(IndexName);
    if (index === undefined) throw new Error(`${TableName} has no index ${IndexName}`);
    const consistent = IndexName === undefined && asked.ConsistentRead;
    const order = (one: Item, other: Item) =>
      compare(one[index.sort ?? ''], other[index.sort ?? '']) ||
      (keyOf(shape.key, one) < keyOf(shape.key, other) ? -1 : 1);
    const found = [...this.rows(TableName).keys()]
      .flatMap((key) => listOf(this.read(TableName, key, consistent)))
      .filter(
        (item) => Object.hasOwn(item, index.partition) && (index.sort === undefined || Object.hasOwn(item, index.sort)),
      )
      .filter((item) => matches(KeyConditionExpression, item, asked))
      .sort(ScanIndexForward ? order : (one, other) => order(other, one));
    const from =
      ExclusiveStartKey === undefined
        ? 0
        : 1 + found.findIndex((item) => keyOf(shape.key, item) === keyOf(shape.key, ExclusiveStartKey));
    const most = this.engine.random.often(this.weather().short) ? 1 + this.engine.random.below(3) : found.length;
    const page = found.slice(from, from + Math.min(most, Limit ?? most));
    const last = page.at(-1);
    const isAll = from + page.length >= found.length;
    // A page is as long before its items are left out as after it.
    const Items = page.filter(
      (item) => asked.FilterExpression === undefined || matches(asked.FilterExpression, item, asked),
    );
    return { Items, Count: Items.length, ...(!isAll && last && { LastEvaluatedKey: keysOf(shape, index, last) }) };
  }

  private read(table: string, key: string, consistent = false): Item | undefined {
    const versions = this.rows(table).get(key) ?? [];
    if (consistent || !this.engine.random.often(this.weather().stale)) return versions.at(-1)?.item;
    const then = this.engine.now - this.engine.random.below(STALE_MILLISECONDS);
    return versions.findLast(({ since }) => since <= then)?.item;
  }

  private shape(table: string): TableShape {
    const shape = this.shapes.get(table);
    if (shape === undefined) throw new Error(`there is no table ${table}`);
    return shape;
  }

  private rows(table: string): Map<string, Version[]> {
    const rows = this.items.get(table) ?? new Map<string, Version[]>();
    this.items.set(table, rows);
    return rows;
  }
}

interface Asked extends Names {
  readonly TableName: string;
  readonly IndexName?: string;
  readonly Item?: Item;
  readonly Key?: Item;
  readonly ConsistentRead?: boolean;
  readonly ConditionExpression?: string;
  readonly UpdateExpression?: string;
  readonly KeyConditionExpression?: string;
  readonly FilterExpression?: string;
  readonly ScanIndexForward?: boolean;
  readonly Limit?: number;
  readonly ExclusiveStartKey?: Item;
  readonly RequestItems?: Readonly<
    Record<string, { readonly Keys: readonly Item[]; readonly ConsistentRead?: boolean }>
  >;
}

const listOf = (item: Item | undefined): readonly Item[] => (item === undefined ? [] : [item]);

const keyOf = ({ partition, sort }: Key, item: Item): string =>
  JSON.stringify([plain(item[partition]), sort === undefined ? null : plain(item[sort])]);

const plain = (value: Value | undefined) => value?.S ?? value?.N ?? null;

const keysOf = ({ key }: TableShape, index: Key, item: Item): Item =>
  Object.fromEntries(
    [key.partition, key.sort, index.partition, index.sort].flatMap((name) => {
      const value = name === undefined ? undefined : item[name];
      return name === undefined || value === undefined ? [] : [[name, value]];
    }),
  );
