import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { Table } from '../template/kinds/table.ts';
import type { Plan } from '../template/plan.ts';

/** Makes the tables of the templates that the engine does not have yet; refuses one that is there in another form. */
export async function createTables(plan: Plan, engineUrl: string): Promise<void> {
  for (const { id, name, properties } of plan.all(Table)) {
    const { KeySchema, AttributeDefinitions, BillingMode, GlobalSecondaryIndexes } = properties;
    const existing = await call(engineUrl, 'DescribeTable', { TableName: name });
    if (existing.status === 200) check(id, properties, Description.parse(existing.body).Table);
    else {
      const created = await call(engineUrl, 'CreateTable', {
        TableName: name,
        KeySchema,
        AttributeDefinitions,
        BillingMode,
        ...(GlobalSecondaryIndexes.length > 0 && { GlobalSecondaryIndexes }),
      });
      if (created.status !== 200) throw new Error(`table ${id}: ${JSON.stringify(created.body)}`);
    }
  }
}

const Keys = z.array(z.object({ AttributeName: z.string(), KeyType: z.string() }));
const Shape = z.object({
  KeySchema: Keys,
  GlobalSecondaryIndexes: z.array(z.object({ IndexName: z.string(), KeySchema: Keys })).default([]),
});
const Description = z.object({ Table: Shape });

function check(id: string, wanted: unknown, found: z.infer<typeof Shape>): void {
  if (isDeepStrictEqual(sorted(Shape.parse(wanted)), sorted(found))) return;
  throw new Error(`table ${id}: the state has it with other keys or indexes; start once with --fresh`);
}

const sorted = ({ KeySchema, GlobalSecondaryIndexes }: z.infer<typeof Shape>) => ({
  KeySchema,
  GlobalSecondaryIndexes: GlobalSecondaryIndexes.toSorted((a, b) => a.IndexName.localeCompare(b.IndexName)),
});

async function call(url: string, action: string, body: object): Promise<{ status: number; body: unknown }> {
  const date = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const scope = `local/${date.slice(0, 8)}/us-east-1/dynamodb/aws4_request`;
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `DynamoDB_20120810.${action}`,
      'x-amz-date': date,
      // The engines want the form of a signature and do not check it.
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`,
    },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}
