import { CreateBackupCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { dynamodb } from '../aws/clients.ts';
import { command, Flag } from './command.ts';

export const backup = command({
  usage: 'backup [--yes]',
  does: 'makes a backup of the orders that stays until somebody deletes it, and tells its ARN',
  options: z.strictObject({ yes: Flag }),
  async run({ yes }, deployment, tell) {
    const TableName = deployment.output('OrdersTable');
    const BackupName = `orders-${new Date().toISOString().replace(/[:.]/g, '-')}`;
    if (!yes) tell({ dryRun: true, wouldBackUp: TableName });
    else {
      const { BackupDetails } = await dynamodb().send(new CreateBackupCommand({ TableName, BackupName }));
      tell({ backup: BackupDetails?.BackupArn, status: BackupDetails?.BackupStatus });
    }
    return true;
  },
});
