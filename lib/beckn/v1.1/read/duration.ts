import type { Leaf } from './leaf.ts';

const LONGEST_TEXT = 40;
const SECOND = 1000;
const DAY = 86_400 * SECOND;
const LONGEST = 366 * DAY;
const MONTH = 30 * DAY;

const duration =
  /^P(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,8})M)?(?:(\d{1,9}(?:\.\d{1,9})?)S)?)?$/;
const unitLengths = [365 * DAY, MONTH, 7 * DAY, DAY, 3600 * SECOND, 60 * SECOND, SECOND];

/** An ISO 8601 duration in milliseconds. */
export const Duration: Leaf<number> = {
  expected: 'an ISO 8601 duration such as "PT30S", above zero and at most a year',
  read: (received) => {
    if (typeof received !== 'string' || received.length > LONGEST_TEXT) return undefined;
    const [, ...counts] = duration.exec(received) ?? [];
    const length = counts.reduce((sum, count = '0', unit) => sum + Number(count) * (unitLengths[unit] ?? 0), 0);
    return length > 0 && length <= LONGEST ? length : undefined;
  },
};
