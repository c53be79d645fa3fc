/** What a template's references stand for. Each throws for a name that it does not know. */
export interface Scope {
  ref(name: string): unknown;
  attribute(resource: string, name: string): unknown;
  exported(name: string): unknown;
}

export class UnknownInTemplate extends Error {
  readonly code = 'unknown-in-template';
}

/** Replaces every intrinsic function in a value of a template by what it stands for. */
export function resolve(value: unknown, scope: Scope): unknown {
  if (Array.isArray(value))
    return value.map((element) => resolve(element, scope)).filter((element) => element !== absent);
  if (!isObject(value)) return value;
  const [[name, argument] = ['', undefined], ...more] = Object.entries(value);
  if (more.length === 0 && (name === 'Ref' || name.startsWith('Fn::'))) return evaluate(name, argument, scope);
  const entries = Object.entries(value).map(([key, element]) => [key, resolve(element, scope)] as const);
  return Object.fromEntries(entries.filter(([, element]) => element !== absent));
}

/** What `AWS::NoValue` stands for: the property or element that has it is left out. */
export const absent = Symbol('AWS::NoValue');

function evaluate(name: string, argument: unknown, scope: Scope): unknown {
  switch (name) {
    case 'Ref':
      return scope.ref(text(argument, name));
    case 'Fn::GetAtt': {
      const [resource, ...attribute] = typeof argument === 'string' ? argument.split('.') : list(argument, name);
      return scope.attribute(text(resource, name), attribute.map((part) => text(resolve(part, scope), name)).join('.'));
    }
    case 'Fn::ImportValue':
      return scope.exported(text(resolve(argument, scope), name));
    case 'Fn::Join': {
      const [delimiter, parts] = list(argument, name);
      return list(resolve(parts, scope), name)
        .map((part) => text(part, name))
        .join(text(delimiter, name));
    }
    case 'Fn::Split': {
      const [delimiter, whole] = list(argument, name);
      return text(resolve(whole, scope), name).split(text(delimiter, name));
    }
    case 'Fn::Select': {
      const [index, from] = list(argument, name);
      return selected(list(resolve(from, scope), name), Number(resolve(index, scope)), name);
    }
    case 'Fn::Sub':
      return substitute(argument, scope);
    default:
      throw new UnknownInTemplate(`the local host does not know the intrinsic function ${name}`);
  }
}

function substitute(argument: unknown, scope: Scope): string {
  const [template, variables = {}] = typeof argument === 'string' ? [argument] : list(argument, 'Fn::Sub');
  const own = resolve(variables, scope);
  return text(template, 'Fn::Sub').replaceAll(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
    if (literal !== '') return `\${${name}}`;
    if (isObject(own) && Object.hasOwn(own, name)) return text(own[name], 'Fn::Sub');
    const [resource = '', ...attribute] = name.split('.');
    const value = attribute.length === 0 ? scope.ref(name) : scope.attribute(resource, attribute.join('.'));
    return text(value, 'Fn::Sub');
  });
}

function selected(from: readonly unknown[], index: number, name: string): unknown {
  if (index in from) return from[index];
  throw new UnknownInTemplate(`${name}: there is no element ${index} of ${from.length}`);
}

function text(value: unknown, name: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new UnknownInTemplate(`${name}: expected text, found ${JSON.stringify(value)}`);
}

function list(value: unknown, name: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new UnknownInTemplate(`${name}: expected a list, found ${JSON.stringify(value)}`);
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
