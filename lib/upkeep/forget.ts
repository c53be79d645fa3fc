import * as z from 'zod';
import { businesses } from '../domain/businesses.ts';
import { forget as forgetEntry, isRunning } from '../flow/again/forget.ts';
import { keyIn, nameOf } from '../flow/order/order-id.ts';
import { command, Flag } from './command.ts';
import { eachHistory, type HistoryItem, readHistory, replaceText } from './history-table.ts';

type Outcome = 'forgotten' | 'running' | 'later' | 'nothing' | 'changed';

const PastDay = z.iso.date().refine((day) => Date.parse(day) <= Date.now(), 'a day in the past was expected');

export const forget = command({
  usage: 'forget (--buyer ID --transaction ID | --before YYYY-MM-DD) [--yes]',
  does: 'erases who an order was for, or all orders that nothing has happened to since that day (UTC); running orders are kept',
  options: z
    .strictObject({
      buyer: z.string().min(1).optional(),
      transaction: z.string().min(1).optional(),
      before: PastDay.optional(),
      yes: Flag,
    })
    .refine(
      ({ buyer, transaction, before }) =>
        (buyer === undefined) === (transaction === undefined) && (buyer === undefined) !== (before === undefined),
      {
        path: ['before'],
        message: 'either this, or --buyer and --transaction, were expected',
      },
    ),
  async run({ buyer, transaction, before, yes }, deployment, tell) {
    const table = deployment.output('OrdersTable');
    const counts = { forgotten: 0, running: 0, later: 0, nothing: 0, changed: 0 };
    const until = before === undefined ? Number.POSITIVE_INFINITY : Date.parse(before);
    const one = async (reference: string) => {
      const history = await readHistory(table, reference);
      const outcome = await forgetHistory(history, table, { until, yes });
      counts[outcome] += 1;
      if (outcome !== 'later' && outcome !== 'nothing')
        tell({
          [yes || outcome !== 'forgotten' ? outcome : 'wouldForget']: keyIn(reference)?.transactionId,
          entries: history.length,
        });
    };
    if (buyer !== undefined && transaction !== undefined)
      await one(nameOf({ buyerId: buyer, transactionId: transaction }));
    else await eachHistory(table, one);
    const { forgotten, ...others } = counts;
    tell(yes ? counts : { dryRun: true, wouldForget: forgotten, ...others });
    return counts.changed === 0 && (before !== undefined || counts.running === 0);
  },
});

async function forgetHistory(
  history: readonly HistoryItem[],
  table: string,
  { until, yes }: { readonly until: number; readonly yes: boolean },
): Promise<Outcome> {
  const entries = history.map(({ entry }) => entry);
  if (entries.some(({ at }) => at >= until)) return 'later';
  const personal = history.filter(isPersonal);
  if (personal.length === 0) return 'nothing';
  if (isRunning(entries, businesses)) return 'running';
  if (!yes) return 'forgotten';
  const done = await Promise.all(
    personal.map((item) => replaceText(item, table, JSON.stringify(forgetEntry(item.entry, businesses)))),
  );
  return done.every(Boolean) ? 'forgotten' : 'changed';
}

const isPersonal = ({ entry, text, whole }: HistoryItem) =>
  JSON.stringify(forgetEntry(entry, businesses)) !== text || whole.folded !== undefined;
