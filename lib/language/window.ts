import type { Span } from './span.ts';

/** A point in time as a buyer may write it. `localTime` (HH:mm) is one of the day that the order has, in the provider's time zone. */
export type Moment = { readonly instant: string } | { readonly localTime: string };

export interface Window {
  readonly start?: Moment;
  readonly end?: Moment;
  /** How long it is, where that was said instead of its end. */
  readonly milliseconds?: number;
}

/** The zone of times without one, where a provider names none. */
const DEFAULT_ZONE = 'Asia/Kolkata';

const DAY_MILLISECONDS = 24 * 3_600_000;

/** The window in business time, as far as it was said. Times of day are of the day of `at`, or of the start. */
export function spanOf({ start, end, milliseconds }: Window, at: number, zone: string = DEFAULT_ZONE): Partial<Span> {
  const begins = start && millisecondsOf(start, at, zone);
  if (end === undefined) return { start: begins, end: begins && milliseconds && begins + milliseconds };
  const ends = millisecondsOf(end, begins ?? at, zone);
  const isNextDay = 'localTime' in end && begins !== undefined && ends <= begins;
  return { start: begins, end: isNextDay ? millisecondsOf(end, begins, zone, DAY_MILLISECONDS) : ends };
}

/** `later`: so much further on the clocks of the zone, whatever they do meanwhile. */
function millisecondsOf(moment: Moment, day: number, zone: string, later = 0): number {
  if ('instant' in moment) return Date.parse(moment.instant);
  const date = new Date(day + offset(day, zone) + later).toISOString().slice(0, 10);
  const asIfUtc = Date.parse(`${date}T${moment.localTime}:00Z`);
  // The offset may change during the day: it is that of the time itself which counts.
  const guess = asIfUtc - offset(asIfUtc, zone);
  return asIfUtc - offset(guess, zone);
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** How far the clocks of a zone are ahead of UTC at an instant, in milliseconds. */
function offset(instant: number, zone: string): number {
  const known = formats.get(zone);
  const format = known ?? new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  if (known === undefined) formats.set(zone, format);
  const name = format.formatToParts(instant).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign, hours, minutes] = /GMT(?:([+-])(\d\d):(\d\d))?/.exec(name) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000;
}
