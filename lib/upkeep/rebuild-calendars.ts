import * as z from 'zod';
import { calendarStore } from '../aws/calendar-store.ts';
import { nameStore } from '../aws/name-store.ts';
import { ratingStore } from '../aws/rating-store.ts';
import { command, Flag } from './command.ts';
import { eachHistory, readHistory } from './history-table.ts';
import { rebook, recount, rename } from './revive.ts';

export const rebuildCalendars = command({
  usage: 'rebuild-calendars [--yes]',
  does: 'books what running orders have by their histories and calendars have lost, gives orders the names and providers the ratings that were lost; takes nothing away',
  options: z.strictObject({ yes: Flag }),
  async run({ yes }, deployment, tell) {
    const orders = deployment.output('OrdersTable');
    const calendars = calendarStore(deployment.output('CalendarsTable'));
    const names = nameStore(deployment.output('NamesTable'));
    const ratings = ratingStore(deployment.output('CatalogueTable'));
    const counts = { nothing: 0, booked: 0, taken: 0 };
    let named = 0;
    await eachHistory(orders, async (reference) => {
      const read = async () => (await readHistory(orders, reference)).map(({ entry }) => entry);
      counts[await rebook(reference, read, calendars, { yes, tell })] += 1;
      // Histories are worked on side by side: the sum is read once there is something to add.
      const history = await read();
      const lost = await rename(reference, history, names, { yes, tell });
      named += lost;
      if (yes) await recount(reference, history, ratings);
    });
    const { booked, taken } = counts;
    tell(yes ? { booked, taken, named } : { dryRun: true, wouldBook: booked, wouldName: named });
    return taken === 0;
  },
});
