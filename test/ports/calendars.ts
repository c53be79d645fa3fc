import { describe, expect, test } from 'vitest';
import { calendarStore } from '../../lib/aws/calendar-store.ts';
import type { Booking } from '../../lib/flow/ports.ts';

const AT = 1_800_000_000_000;
const MINUTE = 60_000;
let count = 0;

const window = (from: number, to: number, order = 'a', until = 15): Booking => ({
  order,
  round: 1,
  start: AT + from * MINUTE,
  end: AT + to * MINUTE,
  until: AT + until * MINUTE,
});

const rivals = (many: number) => Array.from({ length: many }, (_, index) => window(30, 60, `rival-${index}`));

/** What the flow expects of whoever keeps calendars: each test has a resource of its own. */
export function calendarsContract(): void {
  describe('calendars', () => {
    const calendars = calendarStore('Calendars');
    const resource = () => `ev-charging#voltgrid.example#${++count}`;

    test('are empty until something is booked', async () => {
      expect(await calendars.bookings(resource())).toEqual([]);
    });

    test('give a window to one of fifty who ask at once', async () => {
      const connector = resource();
      const held = await Promise.all(rivals(50).map((rival) => calendars.hold(connector, rival, AT)));
      expect(held.filter(Boolean)).toHaveLength(1);
      expect(await calendars.bookings(connector)).toEqual([rivals(50)[held.indexOf(true)]]);
    });

    test('give a window to one of fifty processes that ask at once', async () => {
      const connector = resource();
      const held = await Promise.all(rivals(50).map((rival) => calendarStore('Calendars').hold(connector, rival, AT)));
      expect(held.filter(Boolean)).toHaveLength(1);
      expect(await calendars.bookings(connector)).toEqual([rivals(50)[held.indexOf(true)]]);
    });

    test('forget nobody of twenty processes that take windows beside each other', async () => {
      const connector = resource();
      const booked = Array.from({ length: 20 }, (_, index) => window(index, index + 1, `order-${index}`));
      const held = await Promise.all(booked.map((one) => calendarStore('Calendars').hold(connector, one, AT)));
      expect(held).toEqual(booked.map(() => true));
      const bookings = await calendars.bookings(connector);
      expect(bookings.toSorted((one, other) => one.start - other.start)).toEqual(booked);
    });

    test('give both windows where one begins as the other ends', async () => {
      const connector = resource();
      expect(await calendars.hold(connector, window(30, 60, 'a'), AT)).toBe(true);
      expect(await calendars.hold(connector, window(60, 90, 'b'), AT)).toBe(true);
      expect(await calendars.hold(connector, window(15, 30, 'c'), AT)).toBe(true);
    });

    test.each([
      ['the same', 30, 60],
      ['one that reaches into its beginning', 0, 31],
      ['one that reaches into its end', 59, 90],
      ['one within', 40, 50],
      ['one around', 0, 90],
    ])('refuse another order a window that is taken: %s', async (_, from, to) => {
      const connector = resource();
      await calendars.hold(connector, window(30, 60, 'a'), AT);
      expect(await calendars.hold(connector, window(from, to, 'b'), AT)).toBe(false);
      expect(await calendars.bookings(connector)).toEqual([window(30, 60, 'a')]);
    });

    test('only ever prolong the booking of an order, and put another window beside it', async () => {
      const connector = resource();
      await calendars.hold(connector, window(30, 60), AT);
      expect(await calendars.hold(connector, window(30, 60, 'a', 70), AT + MINUTE)).toBe(true);
      expect(await calendars.hold(connector, window(30, 60, 'a', 50), AT + MINUTE)).toBe(true);
      expect(await calendars.bookings(connector)).toEqual([window(30, 60, 'a', 70)]);
      expect(await calendars.hold(connector, window(45, 75, 'a', 70), AT + MINUTE)).toBe(true);
      expect(await calendars.bookings(connector)).toEqual([window(30, 60, 'a', 70), window(45, 75, 'a', 70)]);
    });

    test('leave the booking of an order as it was when its new window is taken', async () => {
      const connector = resource();
      await calendars.hold(connector, window(30, 60, 'a'), AT);
      await calendars.hold(connector, window(60, 90, 'b'), AT);
      expect(await calendars.hold(connector, window(45, 75, 'a'), AT)).toBe(false);
      expect(await calendars.bookings(connector)).toContainEqual(window(30, 60, 'a'));
    });

    test('stand until they lapse, then anybody has the window', async () => {
      const connector = resource();
      await calendars.hold(connector, window(30, 60, 'a', 15), AT);
      expect(await calendars.hold(connector, window(30, 60, 'b', 40), AT + 15 * MINUTE - 1)).toBe(false);
      expect(await calendars.hold(connector, window(30, 60, 'b', 40), AT + 15 * MINUTE)).toBe(true);
      expect(await calendars.hold(connector, window(30, 60, 'a', 40), AT + 16 * MINUTE)).toBe(false);
    });

    test('drop what has lapsed when they are written', async () => {
      const connector = resource();
      await calendars.hold(connector, window(0, 30, 'a', 15), AT);
      await calendars.hold(connector, window(30, 60, 'b', 60), AT);
      await calendars.hold(connector, window(90, 120, 'c', 60), AT + 15 * MINUTE);
      expect((await calendars.bookings(connector)).map(({ order }) => order)).toEqual(['b', 'c']);
    });

    test('are free again after a release, which may come twice or for nothing', async () => {
      const connector = resource();
      await calendars.release(connector, 'a', 1);
      await calendars.hold(connector, window(30, 60, 'a'), AT);
      await calendars.hold(connector, window(60, 90, 'b'), AT);
      await Promise.all([calendars.release(connector, 'a', 1), calendars.release(connector, 'a', 1)]);
      await calendars.release(connector, 'stranger', 9);
      expect(await calendars.bookings(connector)).toEqual([window(60, 90, 'b')]);
      expect(await calendars.hold(connector, window(30, 60, 'c'), AT)).toBe(true);
    });

    test('keep a newer round of an order when an older one is released late', async () => {
      const connector = resource();
      const second = { ...window(30, 60), round: 2 };
      await calendars.hold(connector, window(30, 60), AT);
      await calendars.hold(connector, second, AT);
      await calendars.release(connector, 'a', 1);
      expect(await calendars.bookings(connector)).toEqual([second]);
      await calendars.release(connector, 'a', 3);
      expect(await calendars.bookings(connector)).toEqual([]);
    });

    test('of other resources do not matter', async () => {
      const [one, other] = [resource(), resource()];
      await calendars.hold(one, window(30, 60, 'a'), AT);
      expect(await calendars.hold(other, window(30, 60, 'b'), AT)).toBe(true);
      await calendars.release(other, 'a', 1);
      expect(await calendars.bookings(one)).toEqual([window(30, 60, 'a')]);
    });

    test('let each of those who wait in turn know that they could not be asked', async () => {
      const lost = calendarStore('Nowhere');
      const attempts = rivals(3).map((rival) => lost.hold('c', rival, AT));
      expect((await Promise.allSettled(attempts)).map(({ status }) => status)).toEqual(Array(3).fill('rejected'));
    });
  });
}
