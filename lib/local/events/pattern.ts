/** Tells whether an event is one that a rule waits for. */
export type Pattern = (event: unknown) => boolean;

export class UnknownPattern extends Error {
  readonly code = 'unknown-pattern';
}

/** Compiles the pattern of a rule; refuses operators that the local host does not know. */
export function compile(pattern: unknown, path = '$'): Pattern {
  if (!isObject(pattern)) throw new UnknownPattern(`${path}: expected an object of fields`);
  const fields = Object.entries(pattern).map(([name, wanted]) => field(name, wanted, `${path}.${name}`));
  return (event) => fields.every((matches) => matches(event));
}

function field(name: string, wanted: unknown, path: string): Pattern {
  if (name.startsWith('$')) throw new UnknownPattern(`${path}: the local host does not know ${name} in patterns`);
  const own = (event: unknown) => (isObject(event) && Object.hasOwn(event, name) ? event[name] : undefined);
  if (!Array.isArray(wanted)) {
    const nested = compile(wanted, path);
    return (event) => some(own(event), nested);
  }
  if (wanted.length === 0) throw new UnknownPattern(`${path}: an empty list matches nothing`);
  const tests = wanted.map((test) => testOf(test, path));
  return (event) => tests.some((test) => test(own(event)));
}

/** Tests a field's value; of a list any element may pass. */
function testOf(test: unknown, path: string): Pattern {
  if (!isObject(test)) return anyOf((value) => value === test);
  const [[operator, argument] = ['', undefined], ...more] = Object.entries(test);
  if (more.length > 0) throw new UnknownPattern(`${path}: one operator at a time, found ${JSON.stringify(test)}`);
  switch (operator) {
    case 'exists':
      return (value) => (value !== undefined) === argument;
    case 'prefix':
      return anyOf(startsWith(text(argument, path)));
    case 'suffix':
      return anyOf(endsWith(text(argument, path)));
    case 'equals-ignore-case': {
      const wanted = text(argument, path).toLowerCase();
      return anyOf((value) => typeof value === 'string' && value.toLowerCase() === wanted);
    }
    case 'anything-but':
      return anythingBut(argument, path);
    case 'numeric':
      return anyOf(numeric(argument, path));
    default:
      throw new UnknownPattern(`${path}: the local host does not know the operator ${operator}`);
  }
}

function anythingBut(argument: unknown, path: string): Pattern {
  const refused = isObject(argument) ? testOf(argument, path) : oneOf([argument].flat());
  return (value) => value !== undefined && !refused(value);
}

const oneOf = (values: readonly unknown[]) => anyOf((value) => values.includes(value));
const anyOf =
  (test: Pattern): Pattern =>
  (value) =>
    value !== undefined && some(value, test);
const some = (value: unknown, test: Pattern) => (Array.isArray(value) ? value.some(test) : test(value));
const startsWith = (prefix: string) => (value: unknown) => typeof value === 'string' && value.startsWith(prefix);
const endsWith = (suffix: string) => (value: unknown) => typeof value === 'string' && value.endsWith(suffix);

/** `['>', 0, '<=', 5]`: every comparison must hold. */
function numeric(argument: unknown, path: string): Pattern {
  const parts = Array.isArray(argument) ? argument : [];
  const comparisons = Array.from({ length: Math.ceil(parts.length / 2) }, (_, index) =>
    comparison(parts[2 * index], parts[2 * index + 1], path),
  );
  if (comparisons.length === 0) throw new UnknownPattern(`${path}: numeric needs comparisons`);
  return (value) => typeof value === 'number' && comparisons.every((holds) => holds(value));
}

function comparison(operator: unknown, bound: unknown, path: string): (value: number) => boolean {
  if (typeof bound !== 'number') throw new UnknownPattern(`${path}: numeric compares with numbers`);
  switch (operator) {
    case '=':
      return (value) => value === bound;
    case '>':
      return (value) => value > bound;
    case '>=':
      return (value) => value >= bound;
    case '<':
      return (value) => value < bound;
    case '<=':
      return (value) => value <= bound;
    default:
      throw new UnknownPattern(`${path}: the local host does not know the comparison ${String(operator)}`);
  }
}

function text(value: unknown, path: string): string {
  if (typeof value === 'string') return value;
  throw new UnknownPattern(`${path}: expected text, found ${JSON.stringify(value)}`);
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
