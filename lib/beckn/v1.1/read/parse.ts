import type * as z from 'zod';
import { RequestRefused } from '../../request-refused.ts';

/** Parses a part of the body; the first thing that is wrong with it is told by its path and what was expected there. */
export function parse<Schema extends z.ZodType>(schema: Schema, received: unknown, part: string): z.infer<Schema> {
  const parsed = schema.safeParse(received);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new RequestRefused({ path: jsonPath([part, ...(issue?.path ?? [])]), expected: expectedBy(issue) });
}

/** In words of our own: what zod says may quote what it received. */
function expectedBy(issue: z.core.$ZodIssue | undefined): string {
  if (issue?.code === 'custom') return issue.message;
  if (issue?.code === 'too_big') return `at most ${issue.maximum} entries`;
  if (issue?.code === 'invalid_type') return issue.expected === 'array' ? 'an array' : 'an object';
  return 'another value';
}

const jsonPath = (path: readonly PropertyKey[]): string =>
  path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .slice(1);
