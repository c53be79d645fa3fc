import { describe, expect, test } from 'vitest';
import { dayTable } from '../../lib/aws/calendar-days.ts';
import { calendarStore } from '../../lib/aws/calendar-store.ts';
import { itemReader } from '../../lib/aws/read-items.ts';
import type { Booking } from '../../lib/flow/ports/calendars.ts';
import { requestsDuring } from './requests.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const MIDNIGHT = Date.UTC(2027, 0, 16);
const AT = MIDNIGHT - 8 * 60 * MINUTE;
const [TODAY, TOMORROW] = ['2027-01-15', '2027-01-16'];
const BOTH = { start: MIDNIGHT - DAY, end: MIDNIGHT + DAY };
const MOST_BYTES = 200_000;
let count = 0;

/** Minutes from midnight on; `until` from now on. */
const window = (from: number, to: number, order = 'a', until = 15): Booking => ({
  order,
  round: 1,
  start: MIDNIGHT + from * MINUTE,
  end: MIDNIGHT + to * MINUTE,
  until: AT + until * MINUTE,
});

/** What follows from calendars being kept in days. */
export function calendarDaysContract(): void {
  const calendars = calendarStore('Calendars');
  const days = dayTable('Calendars');
  const resource = () => `in-days#${++count}`;
  const bookingsOf = (connector: string) => calendars.bookings(connector, BOTH);

  /** What each of two days says alone. */
  const eachDay = (connector: string) =>
    Promise.all([MIDNIGHT - 1, MIDNIGHT].map((start) => calendars.bookings(connector, { start, end: start + 1 })));

  describe('a booking over midnight', () => {
    test('is one, and both days tell of it', async () => {
      const connector = resource();
      expect(await calendars.hold(connector, window(-30, 30), AT)).toBe(true);
      expect(await bookingsOf(connector)).toEqual([window(-30, 30)]);
      expect(await eachDay(connector)).toEqual([[window(-30, 30)], [window(-30, 30)]]);
    });

    test.each([
      ['before', window(-31, -29, 'b')],
      ['after', window(29, 31, 'b')],
      ['around', window(-90, 90, 'b')],
    ])('keeps others from what is %s it', async (_, wanted) => {
      const connector = resource();
      await calendars.hold(connector, window(-30, 30), AT);
      expect(await calendars.hold(connector, wanted, AT)).toBe(false);
      expect(await bookingsOf(connector)).toEqual([window(-30, 30)]);
    });

    test.each([
      ['first', window(-60, -15, 'b')],
      ['second', window(15, 60, 'b')],
    ])('leaves nothing where its %s half is taken', async (_, taken) => {
      const connector = resource();
      await calendars.hold(connector, taken, AT);
      expect(await calendars.hold(connector, window(-30, 30), AT)).toBe(false);
      expect(await bookingsOf(connector)).toEqual([taken]);
    });

    test('is prolonged on both days, and never shortened', async () => {
      const connector = resource();
      for (const until of [15, 70, 50])
        expect(await calendars.hold(connector, window(-30, 30, 'a', until), AT)).toBe(true);
      expect(await eachDay(connector)).toEqual([[window(-30, 30, 'a', 70)], [window(-30, 30, 'a', 70)]]);
    });

    test('goes from both days with a release, also with that of a later window', async () => {
      const connector = resource();
      await calendars.hold(connector, window(-30, 30), AT);
      await calendars.release(connector, { ...window(60, 90), round: 2 });
      expect(await eachDay(connector)).toEqual([[], []]);
    });

    test('is not forgotten however often it is asked for, and lapses', async () => {
      const connector = resource();
      for (let until = 15; until < 40; until += 1)
        expect(await calendars.hold(connector, window(-30, 30, 'a', until), AT)).toBe(true);
      expect(await bookingsOf(connector)).toEqual([window(-30, 30, 'a', 39)]);
      expect(await calendars.hold(connector, window(-30, 30, 'b'), AT + 39 * MINUTE - 1)).toBe(false);
      expect(await calendars.hold(connector, window(-30, 30, 'b'), AT + 39 * MINUTE)).toBe(true);
    });
  });

  describe('a day that is full', () => {
    const one = (round: number): Booking => ({ ...window(-60, -30, 'crowd', 40), round });
    const crowd = () => {
      const kept: Booking[] = [];
      for (let bytes = 1; ; bytes += Buffer.byteLength(JSON.stringify(kept.at(-1))) + 1) {
        if (bytes > MOST_BYTES) return kept.slice(0, -1);
        kept.push(one(kept.length + 1));
      }
    };

    test('takes one booking more where it just fits, and refuses the next as if it were taken', async () => {
      const connector = resource();
      const kept = crowd();
      const last = kept.pop() ?? one(0);
      await days.write(connector, TODAY, kept, undefined);
      expect(await calendars.hold(connector, last, AT)).toBe(true);
      expect(await calendars.hold(connector, one(0), AT)).toBe(false);
      expect(await bookingsOf(connector)).toHaveLength(kept.length + 1);
    });

    test('still prolongs what it has, and gives back', async () => {
      const connector = resource();
      await days.write(connector, TODAY, crowd(), undefined);
      expect(await calendars.hold(connector, { ...one(1), until: AT + 50 * MINUTE }, AT)).toBe(true);
      await calendars.release(connector, one(1));
      expect(await calendars.hold(connector, one(1), AT)).toBe(true);
    });

    test('has room again when its bookings have lapsed', async () => {
      const connector = resource();
      await days.write(connector, TODAY, crowd(), undefined);
      expect(await calendars.hold(connector, one(0), AT + 40 * MINUTE - 1)).toBe(false);
      expect(await calendars.hold(connector, one(0), AT + 40 * MINUTE)).toBe(true);
    });

    test('matters to no other day, but to a window that needs both', async () => {
      const connector = resource();
      await days.write(connector, TOMORROW, crowd(), undefined);
      expect(await calendars.hold(connector, window(-30, 30), AT)).toBe(false);
      expect(await calendars.hold(connector, window(-30, 0), AT)).toBe(true);
      expect((await eachDay(connector))[0]).toEqual([window(-30, 0)]);
    });
  });

  describe('a hold', () => {
    test('costs the same whatever is booked on other days', async () => {
      const connector = resource();
      const hold = () => requestsDuring(() => calendars.hold(connector, window(-60, -30), AT));
      const alone = await hold();
      await calendars.release(connector, window(-60, -30));
      for (let day = 1; day <= 30; day += 1) {
        const minutes = day * 24 * 60;
        await calendars.hold(connector, window(minutes + 30, minutes + 60, 'b', 40), AT);
      }
      expect(await hold()).toEqual(alone);
      expect(alone).toEqual(['BatchGetItem', 'PutItem']);
    });
  });

  describe('a day', () => {
    test('may be forgotten a week after it is over, and after all that was booked on it', async () => {
      const connector = resource();
      const read = itemReader('Calendars');
      const forgotten = async (day: string) => {
        const item = await read({ resource: { S: connector }, day: { S: day } });
        return Number(item?.expires?.N) * 1000;
      };
      await calendars.hold(connector, window(-30, 30, 'a', 3 * 24 * 60), AT);
      expect(await forgotten(TODAY)).toBe(AT + 10 * DAY);
      await calendars.release(connector, window(-30, 30));
      expect(await forgotten(TODAY)).toBe(MIDNIGHT + 7 * DAY);
      expect(await forgotten(TOMORROW)).toBe(MIDNIGHT + 8 * DAY);
    });

    test('is asked for with few others at a time', async () => {
      await expect(calendars.bookings(resource(), { start: AT, end: AT + 63 * DAY })).rejects.toThrow(RangeError);
    });
  });
}
