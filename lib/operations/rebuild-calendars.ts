import * as z from 'zod';
import { calendarStore } from '../aws/calendar-store.ts';
import { command, Flag } from './command.ts';
import { eachHistory, readHistory } from './history-table.ts';
import { rebook } from './revive.ts';

export const rebuildCalendars = command({
  usage: 'rebuild-calendars [--yes]',
  does: 'books what running orders have by their histories and calendars have lost; takes no booking away',
  options: z.strictObject({ yes: Flag }),
  async run({ yes }, deployment, tell) {
    const orders = deployment.output('OrdersTable');
    const calendars = calendarStore(deployment.output('CalendarsTable'));
    const counts = { nothing: 0, booked: 0, taken: 0 };
    await eachHistory(orders, async (reference) => {
      const read = async () => (await readHistory(orders, reference)).map(({ entry }) => entry);
      counts[await rebook(reference, read, calendars, { yes, tell })] += 1;
    });
    const { booked, taken } = counts;
    tell(yes ? { booked, taken } : { dryRun: true, wouldBook: booked });
    return taken === 0;
  },
});
