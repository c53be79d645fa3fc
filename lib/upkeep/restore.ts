import * as z from 'zod';
import { calendarStore } from '../aws/calendar-store.ts';
import { nameStore } from '../aws/name-store.ts';
import { workQueue } from '../aws/work-queue.ts';
import { keyIn } from '../flow/order/order-id.ts';
import type { Timer } from '../flow/ports/timers.ts';
import { command, Flag, type Tell, UsageError } from './command.ts';
import type { Deployment } from './deployment.ts';
import { addItem, eachHistory, readHistory } from './history-table.ts';
import { lackingIn } from './lacking.ts';
import { rebook, remind, rename } from './revive.ts';
import { dropTable, isBeside, restorable, restoreAt, restoreFrom, sideTableName, untilThere } from './side-table.ts';

export const restore = command({
  usage: 'restore (--to TIME | --backup ARN | --table NAME) [--yes]',
  does: 'adds to the orders what they have lost since that time (RFC 3339), since that backup, or of a side table that a run before has left; overwrites nothing',
  options: z
    .strictObject({
      to: z.iso.datetime({ offset: true }).optional(),
      backup: z.string().startsWith('arn:').optional(),
      table: z.string().min(1).optional(),
      yes: Flag,
    })
    .refine(({ to, backup, table }) => [to, backup, table].filter((one) => one !== undefined).length === 1, {
      path: ['to'],
      message: 'one of this, --backup and --table was expected',
    }),
  async run({ to, backup, table, yes }, deployment, tell) {
    const orders = deployment.output('OrdersTable');
    if (table !== undefined && !isBeside(orders, table))
      throw new UsageError(`--table: ${table} is no copy of ${orders}`);
    const side = table ?? sideTableName(orders);
    if (to !== undefined) await checkTime(new Date(to), orders);
    if (table === undefined && !yes) {
      tell({ dryRun: true, wouldRestore: to ?? backup, into: side });
      return true;
    }
    if (to !== undefined) await restoreAt(orders, side, new Date(to));
    if (backup !== undefined) await restoreFrom(backup, side);
    tell({ restoring: side });
    await untilThere(side);
    const isWell = await merge(side, deployment, { yes, tell });
    if (yes) {
      await dropTable(side);
      tell({ deleted: side });
    }
    return isWell;
  },
});

async function checkTime(to: Date, table: string): Promise<void> {
  const { earliest, latest = new Date() } = await restorable(table);
  if ((earliest !== undefined && to < earliest) || to > latest)
    throw new UsageError(
      `--to: a time between ${earliest?.toISOString() ?? 'the first'} and ${latest.toISOString()} was expected`,
    );
}

/** Adds what is missing, history by history, and wakes the orders that it was missing in. */
async function merge(
  side: string,
  deployment: Deployment,
  { yes, tell }: { readonly yes: boolean; readonly tell: Tell },
) {
  const orders = deployment.output('OrdersTable');
  const calendars = calendarStore(deployment.output('CalendarsTable'));
  const names = nameStore(deployment.output('NamesTable'));
  const timers = workQueue<Timer>(deployment.output('TimersQueueUrl'));
  const counts = { histories: 0, incomplete: 0, entries: 0, differing: 0, taken: 0 };
  await eachHistory(side, async (reference) => {
    counts.histories += 1;
    const transaction = keyIn(reference)?.transactionId;
    const [living, copy] = await Promise.all([readHistory(orders, reference), readHistory(side, reference)]);
    const lost = lackingIn(living, copy);
    if (lost === 'differs' || (yes && !(await addAll(lost)))) {
      counts.differing += 1;
      return tell({ differs: transaction });
    }
    if (lost.length === 0) return;
    counts.incomplete += 1;
    counts.entries += lost.length;
    tell({ [yes ? 'restored' : 'wouldRestore']: transaction, entries: lost.length });
    if (!yes) return;
    const read = async () => (await readHistory(orders, reference)).map(({ entry }) => entry);
    if ((await rebook(reference, read, calendars, { yes, tell })) === 'taken') counts.taken += 1;
    const history = await read();
    await rename(reference, history, names, { yes, tell });
    await remind(reference, history, timers);
  });
  tell({ ...(!yes && { dryRun: true }), ...counts });
  return counts.differing + counts.taken === 0;

  /** One after the other, so that nobody ever sees a gap; false where somebody else went on meanwhile. */
  async function addAll(lost: Exclude<ReturnType<typeof lackingIn>, 'differs'>): Promise<boolean> {
    for (const { whole } of lost) if (!(await addItem(orders, whole))) return false;
    return true;
  }
}
