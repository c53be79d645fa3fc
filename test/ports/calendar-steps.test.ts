import type { Days } from '../../lib/aws/calendar-days.ts';
import { calendarStepsContract } from './calendar-steps.ts';

type Day = Awaited<ReturnType<Days['read']>>;

/** Days in memory, for many more stories than tables could be asked for. */
const days = new Map<string, Day>();
let written = 0;

const inMemory: Days = {
  read: async (resource, day) => days.get(`${resource} ${day}`) ?? { kept: [] },
  async write(resource, day, kept, seen) {
    const name = `${resource} ${day}`;
    if (days.get(name)?.version !== seen) return false;
    days.set(name, { version: String(++written), kept: structuredClone(kept) });
    return true;
  },
  condition: async () => undefined,
  mark: async () => undefined,
};

calendarStepsContract(() => inMemory, 1000);
