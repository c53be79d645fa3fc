import {
  DeleteTableCommand,
  DescribeContinuousBackupsCommand,
  RestoreTableFromBackupCommand,
  RestoreTableToPointInTimeCommand,
  waitUntilTableExists,
  waitUntilTableNotExists,
} from '@aws-sdk/client-dynamodb';
import { dynamodb } from '../aws/clients.ts';

/** A table as it was once, beside the living one and without its indexes. */

export const sideTableName = (table: string): string =>
  `${prefixOf(table)}${new Date().toISOString().replace(/[^\d]/g, '').slice(0, 14)}`;

/** Only what this very tool has made beside the table may be read as its copy, and deleted. */
export const isBeside = (table: string, name: string): boolean => name.startsWith(prefixOf(table));

const prefixOf = (table: string) => `${table}-restored-`;

const asNeeded = () => ({ BillingModeOverride: 'PAY_PER_REQUEST' as const, GlobalSecondaryIndexOverride: [] });

export async function restoreAt(table: string, name: string, at: Date): Promise<void> {
  await dynamodb().send(
    new RestoreTableToPointInTimeCommand({
      SourceTableName: table,
      TargetTableName: name,
      RestoreDateTime: at,
      ...asNeeded(),
    }),
  );
}

export async function restoreFrom(backup: string, name: string): Promise<void> {
  await dynamodb().send(new RestoreTableFromBackupCommand({ BackupArn: backup, TargetTableName: name, ...asNeeded() }));
}

/** In seconds. Restoring takes minutes for little, and hours for much. */
const PATIENCE = { maxWaitTime: 24 * 3600, minDelay: 1, maxDelay: 60 };

export async function untilThere(name: string): Promise<void> {
  await waitUntilTableExists({ client: dynamodb(), ...PATIENCE }, { TableName: name });
}

export async function dropTable(name: string): Promise<void> {
  await dynamodb().send(new DeleteTableCommand({ TableName: name }));
  await waitUntilTableNotExists({ client: dynamodb(), ...PATIENCE }, { TableName: name });
}

/** Between when and when the table can go back, as far as that is told. */
export async function restorable(table: string): Promise<{ readonly earliest?: Date; readonly latest?: Date }> {
  const { ContinuousBackupsDescription: told } = await dynamodb().send(
    new DescribeContinuousBackupsCommand({ TableName: table }),
  );
  const { EarliestRestorableDateTime: earliest, LatestRestorableDateTime: latest } =
    told?.PointInTimeRecoveryDescription ?? {};
  return { earliest, latest };
}
