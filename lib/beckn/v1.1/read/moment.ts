import type { Moment } from '../../../language/window.ts';
import type { Leaf } from './leaf.ts';
import { textOf } from './text.ts';

const LONGEST_TEXT = 40;
const INDIA_MINUTES = 330;
const MINUTE = 60_000;

const isoDateTime = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(:\d\d)?(\.\d{1,9})?(Z|[+-]\d\d:?\d\d)?$/i;
const indianDateTime = /^(\d\d)-(\d\d)-(\d{4}) (\d\d:\d\d)(:\d\d)?$/;
const clockTime = /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/;

/** RFC 3339; without an offset, and as D-M-Y, in India's time. */
export const Instant: Leaf<string> = {
  expected: 'a date and time such as "2026-11-21T10:00:00+05:30"',
  read: (received) => {
    const text = shortText(received);
    if (text === undefined) return undefined;
    const iso = isoDateTime.exec(text);
    if (iso !== null) return instant(`${iso[1]}T${iso[2]}${iso[3] ?? ':00'}`, iso[4], iso[5]);
    const indian = indianDateTime.exec(text);
    if (indian === null) return undefined;
    const [, day, month, year, minutes, seconds = ':00'] = indian;
    return instant(`${year}-${month}-${day}T${minutes}${seconds}`);
  },
};

/** An instant, or HH:mm of a day that only the order knows. */
export const MomentOfDay: Leaf<Moment> = {
  expected: `${Instant.expected}, or a time such as "10:00"`,
  read: (received) => {
    const text = shortText(received);
    if (text === undefined) return undefined;
    if (clockTime.test(text)) return { localTime: text.slice(0, 'HH:mm'.length) };
    const instant = Instant.read(text);
    return instant === undefined ? undefined : { instant };
  },
};

function shortText(received: unknown): string | undefined {
  const text = textOf(received);
  return text === undefined || text.length > LONGEST_TEXT ? undefined : text.trim();
}

/** Date rolls the 31st of February over; such a date does not come back as it was written. */
function instant(written: string, fraction = '', offset?: string): string | undefined {
  const local = Date.parse(`${written}${fraction}Z`);
  const behind = offsetMinutes(offset);
  if (Number.isNaN(local) || behind === undefined) return undefined;
  if (!new Date(local).toISOString().startsWith(written)) return undefined;
  return new Date(local - behind * MINUTE).toISOString();
}

function offsetMinutes(offset: string | undefined): number | undefined {
  if (offset === undefined) return INDIA_MINUTES;
  if (offset.toUpperCase() === 'Z') return 0;
  const hours = Number(offset.slice(1, 3));
  const minutes = Number(offset.slice(-2));
  if (hours > 23 || minutes > 59) return undefined;
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}
