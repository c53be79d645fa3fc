/** Conditions as DynamoDB writes them, as far as the product uses them. */

export type Value = Readonly<Record<string, unknown>>;
export type Item = Readonly<Record<string, Value>>;

export interface Names {
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: Readonly<Record<string, Value>>;
}

type Test = (item: Item) => boolean;

/** Whether an item is as the condition wants it; one that is absent has no attributes. */
export function matches(condition: string, item: Item | undefined, names: Names): boolean {
  const words = condition.match(/[#:]?[\w-]+(?:\.#?[\w-]+)*|<>|<=|>=|[()=<>,]/g) ?? [];
  const { test, rest } = either(words, names);
  if (rest.length > 0) throw new Error(`not understood in a condition: ${rest.join(' ')}`);
  return test(item ?? {});
}

/** What an update sets. */
export function settings(expression: string, names: Names): Item {
  const [, list = ''] = /^SET (.+)$/.exec(expression) ?? [];
  if (list === '') throw new Error(`not understood as an update: ${expression}`);
  return Object.fromEntries(
    list.split(',').map((one) => {
      const [name = '', value = ''] = one.split('=').map((word) => word.trim());
      return [nameOf(name, names), givenAs(value, names)];
    }),
  );
}

interface Read {
  readonly test: Test;
  readonly rest: readonly string[];
}

function either(words: readonly string[], names: Names): Read {
  let { test, rest } = both(words, names);
  while (rest[0] === 'OR') {
    const [left, right] = [test, both(rest.slice(1), names)];
    test = (item) => left(item) || right.test(item);
    rest = right.rest;
  }
  return { test, rest };
}

function both(words: readonly string[], names: Names): Read {
  let { test, rest } = one(words, names);
  while (rest[0] === 'AND') {
    const [left, right] = [test, one(rest.slice(1), names)];
    test = (item) => left(item) && right.test(item);
    rest = right.rest;
  }
  return { test, rest };
}

function one([first = '', ...words]: readonly string[], names: Names): Read {
  if (first === '(') {
    const { test, rest } = either(words, names);
    return { test, rest: rest.slice(1) };
  }
  if (first === 'attribute_not_exists' || first === 'attribute_exists') {
    const name = words[1] ?? '';
    return {
      test: (item) => (at(item, name, names) !== undefined) === (first === 'attribute_exists'),
      rest: words.slice(3),
    };
  }
  if (first === 'begins_with') {
    const [name, prefix] = [words[1] ?? '', textOf(givenAs(words[3] ?? '', names))];
    return { test: (item) => textOf(at(item, name, names)).startsWith(prefix), rest: words.slice(5) };
  }
  const [operator = '', operand = ''] = words;
  if (operator === 'BETWEEN') {
    const [least, most] = [givenAs(operand, names), givenAs(words[3] ?? '', names)];
    return {
      test: (item) => compare(at(item, first, names), least) >= 0 && compare(at(item, first, names), most) <= 0,
      rest: words.slice(4),
    };
  }
  const value = givenAs(operand, names);
  const holds = comparisons[operator];
  if (holds === undefined) throw new Error(`not understood in a condition: ${first} ${operator}`);
  return {
    test(item) {
      const found = at(item, first, names);
      return found !== undefined && holds(compare(found, value));
    },
    rest: words.slice(2),
  };
}

const comparisons: Readonly<Record<string, (order: number) => boolean>> = {
  '=': (order) => order === 0,
  '<>': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

/** What stands at a name, or at names within names. */
function at(item: Item, path: string, names: Names): Value | undefined {
  const [first = '', ...within] = path.split('.').map((word) => nameOf(word, names));
  return within.reduce<Value | undefined>((value, name) => (value?.M as Item | undefined)?.[name], item[first]);
}

const nameOf = (word: string, { ExpressionAttributeNames = {} }: Names): string =>
  word.startsWith('#') ? (ExpressionAttributeNames[word] ?? word) : word;

function givenAs(word: string, { ExpressionAttributeValues = {} }: Names): Value {
  const value = ExpressionAttributeValues[word];
  if (value === undefined) throw new Error(`a condition has no value ${word}`);
  return value;
}

const textOf = (value: Value | undefined): string => (typeof value?.S === 'string' ? value.S : '');

export function compare(one: Value | undefined, other: Value | undefined): number {
  if (one?.N !== undefined && other?.N !== undefined) return Number(one.N) - Number(other.N);
  const [left, right] = [JSON.stringify(one?.S ?? one ?? null), JSON.stringify(other?.S ?? other ?? null)];
  return left === right ? 0 : left < right ? -1 : 1;
}
