import { expect, test } from 'vitest';
import * as z from 'zod';
import * as subscription from '../../lib/beckn/subscription.ts';
import * as staff from '../../lib/flow/order/staff.ts';
import * as ocpi from '../../lib/partners/charge-points/ocpi-2.2.1/ocpi.ts';
import * as payments from '../../lib/partners/payments/rest/api.ts';

/** What is JSON, and breaks who takes it for a text or a list without looking. */
const odd: readonly unknown[] = [
  { length: { toString: 1 } },
  { length: 1 },
  { toString: 1, valueOf: 1 },
  { size: {} },
  [[]],
  null,
];

const schemas = Object.entries({ ...subscription, ...staff, ...ocpi, ...payments }).flatMap(([name, schema]) =>
  schema instanceof z.ZodType ? [[name, schema] as const] : [],
);

test('there are schemas to try', () => {
  expect(schemas.length).toBeGreaterThan(10);
});

test.each(schemas)('%s refuses what is odd, wherever it stands, and does not break', (_, schema) => {
  for (const value of odd)
    for (const body of [value, ...bodiesWith(schema, value)]) expect(schema.safeParse(body).success).toBeDefined();
});

/** Bodies in which one field, however deep, has that value; the others are missing. */
function bodiesWith(schema: unknown, value: unknown): readonly unknown[] {
  if (schema instanceof z.ZodObject)
    return Object.entries(schema.shape).flatMap(([field, inner]) =>
      [value, ...bodiesWith(inner, value)].map((one) => ({ [field]: one })),
    );
  if (schema instanceof z.ZodArray) return [[value], ...bodiesWith(schema.element, value).map((one) => [one])];
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return bodiesWith(schema.unwrap(), value);
  if (schema instanceof z.ZodPipe) return bodiesWith(schema.in, value);
  return [];
}
