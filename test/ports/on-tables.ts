import { afterAll, beforeAll, describe } from 'vitest';
import { dayTable } from '../../lib/aws/calendar-days.ts';
import { calendarDaysContract } from './calendar-days.ts';
import { calendarHistoriesContract } from './calendar-histories.ts';
import { calendarStepsContract } from './calendar-steps.ts';
import { calendarsContract } from './calendars.ts';
import { cataloguesContract } from './catalogues.ts';
import { deadlinesContract } from './deadlines.ts';
import { namesContract } from './names.ts';
import { openHoldsContract } from './open-holds.ts';
import { ordersContract } from './orders.ts';
import { pastContract } from './past.ts';
import { questionsContract } from './questions.ts';
import { ratingsContract } from './ratings.ts';
import { readItemsContract } from './read-items.ts';
import { type EngineKind, isInstalled, startTables } from './tables.ts';

/** Every port that has its data in tables, on this engine. */
export function tableContracts(kind: EngineKind): void {
  describe.runIf(isInstalled(kind))(`on ${kind}`, () => {
    let stop: () => Promise<void>;
    beforeAll(async () => {
      stop = await startTables(kind);
    });
    afterAll(() => stop());

    ordersContract();
    pastContract();
    namesContract();
    questionsContract();
    deadlinesContract();
    openHoldsContract();
    calendarsContract();
    calendarDaysContract();
    calendarHistoriesContract();
    calendarStepsContract(() => dayTable('Calendars'), 20);
    cataloguesContract();
    ratingsContract();
    readItemsContract();
  });
}
