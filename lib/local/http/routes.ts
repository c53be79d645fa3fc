import { namesOfFunctions } from '../functions/called.ts';
import { Api, Integration, Route as RouteKind, Stage } from '../template/kinds/http-api.ts';
import type { Plan } from '../template/plan.ts';

export interface Route {
  /** As the template has it: `POST /pay/{id}`. */
  readonly key: string;
  readonly method: string;
  readonly segments: readonly string[];
  readonly functionName: string;
}

export interface Match {
  readonly route: Route;
  readonly parameters: Readonly<Record<string, string>>;
}

export type Found =
  | ({ readonly kind: 'match' } & Match)
  | { readonly kind: 'wrong-method'; readonly allowed: readonly string[] }
  | { readonly kind: 'unknown-path' }
  | { readonly kind: 'malformed' };

/** The routes of the templates' one API. */
export function routesOf(plan: Plan): readonly Route[] {
  const apis = plan.all(Api);
  if (apis.length > 1) throw new Error(`the local host has one port, and the templates ${apis.length} APIs`);
  if (plan.all(Stage).length < apis.length) throw new Error('the API has no stage, so it would not be deployed');
  const nameOf = namesOfFunctions(plan);
  const integrations = new Map(plan.all(Integration).map(({ ref, properties }) => [`integrations/${ref}`, properties]));
  const routes = plan.all(RouteKind).map(({ id, properties: { RouteKey, Target } }): Route => {
    const uri = integrations.get(Target)?.IntegrationUri ?? '';
    const functionName = nameOf(/functions\/(.+)\/invocations$/.exec(uri)?.[1] ?? uri);
    const [, method, path] = /^([A-Z]+) \/(.*)$/.exec(RouteKey) ?? [];
    if (functionName === undefined) throw new Error(`route ${id}: its target is not a function of the templates`);
    if (method === undefined || path === undefined)
      throw new Error(`route ${id}: the local host does not know the key ${RouteKey}`);
    return { key: RouteKey, method, segments: path.split('/'), functionName };
  });
  return sortedRoutes(routes);
}

/** The most specific first. */
export const sortedRoutes = (routes: readonly Route[]): readonly Route[] => routes.toSorted(bySpecificity);

/** Finds the route for a path as it was sent; nothing but parameters is decoded. */
export function find(routes: readonly Route[], method: string, rawPath: string): Found {
  const segments = rawPath.slice(1).split('/');
  const onPath = routes.filter((route) => matches(route.segments, segments));
  const route = onPath.find((candidate) => candidate.method === method || candidate.method === 'ANY');
  if (onPath.length === 0) return { kind: 'unknown-path' };
  if (route === undefined) return { kind: 'wrong-method', allowed: onPath.map((candidate) => candidate.method) };
  try {
    return { kind: 'match', route, parameters: parametersOf(route.segments, segments) };
  } catch {
    return { kind: 'malformed' };
  }
}

function matches(pattern: readonly string[], segments: readonly string[]): boolean {
  const isGreedy = kindOf(pattern.at(-1)) === 'rest';
  if (isGreedy ? segments.length < pattern.length : segments.length !== pattern.length) return false;
  return pattern.every((part, index) =>
    kindOf(part) === 'static' ? part === segments[index] : segments[index] !== '',
  );
}

function parametersOf(pattern: readonly string[], segments: readonly string[]): Record<string, string> {
  const entries = pattern.flatMap((part, index): [string, string][] => {
    const kind = kindOf(part);
    if (kind === 'static') return [];
    const isRest = kind === 'rest';
    const value = isRest ? segments.slice(index).join('/') : segments[index];
    return [[part.slice(1, isRest ? -2 : -1), decodeURIComponent(value ?? '')]];
  });
  return Object.fromEntries(entries);
}

const KINDS = ['static', 'parameter', 'rest'] as const;

function kindOf(part: string | undefined): (typeof KINDS)[number] {
  if (part === undefined || !part.startsWith('{')) return 'static';
  return part.endsWith('+}') ? 'rest' : 'parameter';
}

/** Segment by segment static before parameter before rest, then a method before ANY. */
function bySpecificity(a: Route, b: Route): number {
  for (let index = 0; index < Math.max(a.segments.length, b.segments.length); index += 1) {
    const order = KINDS.indexOf(kindOf(a.segments[index])) - KINDS.indexOf(kindOf(b.segments[index]));
    if (order !== 0) return order;
  }
  return Number(a.method === 'ANY') - Number(b.method === 'ANY');
}
