import * as z from 'zod';

/** By how many milliseconds the clock shall move, or why that cannot be told. */
export function readAdvance(text: string): number | string {
  const request = Advance.safeParse(parsed(text));
  if (!request.success) return 'expected {"by": "<ISO 8601 duration>"}, for example {"by": "PT45M"}';
  const { by } = request.data;
  const [, days = '', time = '', hours = '0', minutes = '0', seconds = '0'] = DURATION.exec(by) ?? [];
  if (`${days}${time}` === '' || time === 'T')
    return `${JSON.stringify(by.slice(0, 50))} is not a duration of days, hours, minutes and seconds such as "P1DT2H30M"; the clock moves forward only`;
  const total = Number(days || 0) * DAY_MS + ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
  return total > 366 * DAY_MS ? 'the clock moves by P366D at the most' : Math.round(total);
}

const Advance = z.strictObject({ by: z.string() });

const DURATION = /^P(?:(\d{1,9})D)?(T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9}(?:\.\d{1,3})?)S)?)?$/;
const DAY_MS = 86_400_000;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
