import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
import { dynamodb } from '../../lib/aws/clients.ts';
import { startTableEngine } from '../../lib/local/tables/engine.ts';

type Key = readonly [partition: string, sort: string];

/** A real engine with these tables, in the place that the AWS SDK will look at; both keys are strings. */
export async function startDatabase(tables: Readonly<Record<string, Key>>): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'tables-'));
  const engine = await startTableEngine(folder);
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_DYNAMODB: engine.url,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  });
  for (const [TableName, [partition, sort]] of Object.entries(tables))
    await dynamodb().send(
      new CreateTableCommand({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [
          { AttributeName: partition, AttributeType: 'S' },
          { AttributeName: sort, AttributeType: 'S' },
        ],
        KeySchema: [
          { AttributeName: partition, KeyType: 'HASH' },
          { AttributeName: sort, KeyType: 'RANGE' },
        ],
      }),
    );
  return async () => {
    await engine.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
