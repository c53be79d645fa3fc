import { existsSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateTableCommand, type CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import { App } from 'aws-cdk-lib';
import { dynamodb } from '../../lib/aws/clients.ts';
import { startTableEngine } from '../../lib/local/tables/engine.ts';
import { DataStack } from '../../lib/stacks/data-stack.ts';
import { stageOf } from '../../lib/stacks/stage.ts';
import { watch } from './requests.ts';

export type EngineKind = 'dynoxide' | 'dynalite';

/** The platform's own tables, as its template describes them, in this engine: `Orders`, `Calendars`, `Catalogue`, `Names`, `Questions`. */
export async function startTables(kind: EngineKind): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'port-tables-'));
  writeFileSync(join(folder, 'engine'), kind);
  const engine = await startTableEngine(folder);
  const front = await watch(engine.url);
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_DYNAMODB: front.url,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  });
  const tables = tablesOfTemplate(join(folder, 'template'));
  await Promise.all(tables.map((table) => dynamodb().send(new CreateTableCommand(table))));
  return async () => {
    await front.stop();
    await engine.stop();
    await rm(folder, { recursive: true, force: true });
  };
}

/** The native engine exists for some platforms only; the other one runs everywhere. */
export function isInstalled(kind: EngineKind): boolean {
  if (kind === 'dynalite') return true;
  try {
    return existsSync(createRequire(import.meta.url).resolve('@dynoxide/linux-x64/dynoxide'));
  } catch {
    return false;
  }
}

interface TableResource {
  readonly Type: string;
  readonly Properties: Omit<CreateTableCommandInput, 'TableName'>;
}

function tablesOfTemplate(outdir: string): readonly CreateTableCommandInput[] {
  const app = new App({ analyticsReporting: false, outdir, context: { stage: 'local', ...unchecked } });
  new DataStack(app, 'Data', { stage: stageOf(app.node) });
  const resources: Record<string, TableResource> = app.synth().getStackByName('Data').template.Resources;
  return Object.entries(resources)
    .filter(([, { Type }]) => Type === 'AWS::DynamoDB::Table')
    .map(([id, { Properties }]) => {
      const { KeySchema, AttributeDefinitions, GlobalSecondaryIndexes, BillingMode } = Properties;
      const TableName = id.replace(/Table[\dA-F]{8}$/, '');
      return { TableName, KeySchema, AttributeDefinitions, GlobalSecondaryIndexes, BillingMode };
    });
}

/** They take seconds and have their own run. */
const unchecked = { '@aws-cdk/core:validateAgainstDefaultRules': false };
