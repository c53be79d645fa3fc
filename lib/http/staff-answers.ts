import * as z from 'zod';
import type { Answered } from './openapi.ts';

/** What the operations door answers, for who reads its OpenAPI document. */

export const Queued = z.object({
  queued: z.literal(true),
  state: z.string().describe('where the order stands by now'),
  expected: z.string().describe('where it will stand, if nothing else happens to it before'),
});

export const Conflict = z.object({
  error: z.string(),
  state: z.string().optional(),
  legal: z.array(z.string()).optional().describe('what staff may say to the order where it stands'),
  buyers: z.array(z.string()).optional().describe('whose orders have this id'),
});

export const Found = z.object({
  order_id: z.string(),
  buyer: z.string(),
  domain: z.string().describe('the business that the order is of'),
  state: z.string(),
  legal: z.array(z.string()),
  order: z.looseObject({}).describe('as its buyer sees it'),
  history: z.array(
    z.object({ at: z.iso.datetime(), by: z.string(), events: z.array(z.string()), refused: z.string().optional() }),
  ),
});

const Problem = z.object({ error: z.string() });

const common = {
  401: { says: 'No token, or another one', body: Problem },
  404: { says: 'There is no such order', body: Problem },
  422: {
    says: 'The body is not as expected',
    body: Problem.extend({ issues: z.array(z.object({ path: z.string(), message: z.string() })) }),
  },
} as const satisfies Record<number, Answered>;

export const answers = (...statuses: readonly (keyof typeof common)[]): Readonly<Record<number, Answered>> =>
  Object.fromEntries(statuses.map((status) => [status, common[status]]));
