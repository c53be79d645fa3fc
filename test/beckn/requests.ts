import { readFileSync } from 'node:fs';
import type { Action } from '../../lib/beckn/actions.ts';

/** Example requests of an EV charging order, by file name. All were sent at the same time. */
export const requests = {
  search: 'search',
  select: 'select',
  init: 'init',
  confirm: 'confirm',
  'update-start': 'update',
  'update-end': 'update',
  status: 'status',
  track: 'track',
  cancel: 'cancel',
  rating: 'rating',
  support: 'support',
  'get-cancellation-reasons': 'get_cancellation_reasons',
  'get-rating-categories': 'get_rating_categories',
} as const satisfies Record<string, Action>;

export const sentAt = new Date('2026-11-21T09:00:00Z');

export interface Body {
  context: Record<string, unknown>;
  message: Record<string, unknown>;
}

export const fixture = (name: string): Body =>
  JSON.parse(readFileSync(new URL(`../fixtures/dent/${name}.json`, import.meta.url), 'utf8'));

/** A copy in which the value at the path is another one; undefined removes it. What leads there is made where it is missing. */
export function withValue(body: Body, path: string, value: unknown): Body {
  const copy = structuredClone(body);
  const steps = path.split(/[.[\]]+/).filter((step) => step !== '');
  let parent: object = copy;
  for (const [at, step] of steps.slice(0, -1).entries()) {
    const next: unknown = Reflect.get(parent, step) ?? (Number.isInteger(Number(steps[at + 1])) ? [] : {});
    if (typeof next !== 'object' || next === null) throw new Error(`${path} leads through a value`);
    Reflect.set(parent, step, next);
    parent = next;
  }
  const last = steps.at(-1) ?? '';
  if (value === undefined) Reflect.deleteProperty(parent, last);
  else Reflect.set(parent, last, value);
  return copy;
}
