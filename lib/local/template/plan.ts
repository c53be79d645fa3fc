import * as z from 'zod';
import type { Stack } from './assembly.ts';
import { resolve, UnknownInTemplate } from './intrinsics.ts';
import type { Kind, Place } from './kinds/kind.ts';
import { kinds, unhosted } from './kinds.ts';
import { StackScope } from './scope.ts';

export interface Resource<Properties> {
  readonly id: string;
  readonly name: string;
  readonly ref: string;
  readonly arn: string;
  readonly stack: Stack;
  readonly properties: Properties;
}

/** Everything that the templates ask for, with references resolved. */
export interface Plan {
  all<Properties>(kind: Kind<Properties>): readonly Resource<Properties>[];
  readonly outputs: ReadonlyMap<string, string>;
}

/** Reads the stacks as one network, and refuses what the host does not know. */
export function planOf(stacks: readonly Stack[], ground: Pick<Place, 'endpoint' | 'url'>): Plan {
  const scopes: readonly StackScope[] = stacks.map(
    (stack) => new StackScope(stack, ground, (name) => exported(scopes, name)),
  );
  for (const { stack } of scopes) checkTypes(stack);
  return {
    all: (kind) => scopes.flatMap((scope) => resourcesOf(scope, kind)),
    outputs: new Map(
      scopes.flatMap((scope) =>
        Object.entries(scope.stack.template.Outputs).map(([name, { Value }]) => [name, String(scope.resolved(Value))]),
      ),
    ),
  };
}

function exported(scopes: readonly StackScope[], name: string): unknown {
  for (const scope of scopes)
    for (const { Value, Export } of Object.values(scope.stack.template.Outputs))
      if (Export !== undefined && resolve(Export.Name, scope) === name) return resolve(Value, scope);
  throw new UnknownInTemplate(`no stack exports ${name}`);
}

function checkTypes({ name, template }: Stack): void {
  const known = new Set([...kinds.map(({ type }) => type), ...Object.keys(unhosted)]);
  for (const [id, { Type, Condition }] of Object.entries(template.Resources)) {
    if (!known.has(Type)) throw new UnknownInTemplate(`${name}/${id}: the local host does not know ${Type}`);
    if (Condition !== undefined && Type !== 'AWS::CDK::Metadata')
      throw new UnknownInTemplate(`${name}/${id}: the local host does not know conditions (${Condition})`);
  }
}

function resourcesOf<Properties>(scope: StackScope, kind: Kind<Properties>): readonly Resource<Properties>[] {
  const { stack } = scope;
  return Object.entries(stack.template.Resources).flatMap(([id, resource]) => {
    if (resource.Type !== kind.type) return [];
    const properties = kind.properties.safeParse(scope.resolved(resource.Properties));
    if (!properties.success)
      throw new UnknownInTemplate(`${stack.name}/${id} (${kind.type}): ${z.prettifyError(properties.error)}`);
    const { ref, attributes } = scope.identity(id);
    return [{ id, name: scope.nameOf(id, kind), ref, arn: attributes.Arn ?? ref, stack, properties: properties.data }];
  });
}
