import { describe, expect, test } from 'vitest';
import { calendarStore } from '../../lib/aws/calendar-store.ts';
import { outageSince } from '../../lib/flow/order/holding.ts';
import type { Booking } from '../../lib/flow/ports/calendars.ts';
import { requestsDuring } from './requests.ts';

const AT = 1_800_000_000_000;
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
let count = 0;

const window = (from: number, to: number, order = 'a', until = 15): Booking => ({
  order,
  round: 1,
  start: AT + from * MINUTE,
  end: AT + to * MINUTE,
  until: AT + until * MINUTE,
});

/** Wide enough for everything that is booked here. */
const ALWAYS = { start: AT, end: AT + 3 * 60 * MINUTE };

const rivals = (many: number) => Array.from({ length: many }, (_, index) => window(30, 60, `rival-${index}`));

/** What the flow expects of whoever keeps calendars: each test has a resource of its own. */
export function calendarsContract(): void {
  describe('calendars', () => {
    const calendars = calendarStore('Calendars');
    const bookingsOf = (connector: string) => calendars.bookings(connector, ALWAYS);
    const resource = () => `ev-charging#voltgrid.example#${++count}`;

    test('are empty until something is booked', async () => {
      expect(await bookingsOf(resource())).toEqual([]);
    });

    test('give a window to one of fifty who ask at once', async () => {
      const connector = resource();
      const held = await Promise.all(rivals(50).map((rival) => calendars.hold(connector, rival, AT)));
      expect(held.filter(Boolean)).toHaveLength(1);
      expect(await bookingsOf(connector)).toEqual([rivals(50)[held.indexOf(true)]]);
    });

    test('give a window to one of fifty processes that ask at once', async () => {
      const connector = resource();
      const held = await Promise.all(rivals(50).map((rival) => calendarStore('Calendars').hold(connector, rival, AT)));
      expect(held.filter(Boolean)).toHaveLength(1);
      expect(await bookingsOf(connector)).toEqual([rivals(50)[held.indexOf(true)]]);
    });

    test('forget nobody of twenty processes that take windows beside each other', async () => {
      const connector = resource();
      const booked = Array.from({ length: 20 }, (_, index) => window(index, index + 1, `order-${index}`));
      const held = await Promise.all(booked.map((one) => calendarStore('Calendars').hold(connector, one, AT)));
      expect(held).toEqual(booked.map(() => true));
      const bookings = await bookingsOf(connector);
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
      expect(await bookingsOf(connector)).toEqual([window(30, 60, 'a')]);
    });

    test('only ever prolong the booking of an order, and put another window beside it', async () => {
      const connector = resource();
      await calendars.hold(connector, window(30, 60), AT);
      expect(await calendars.hold(connector, window(30, 60, 'a', 70), AT + MINUTE)).toBe(true);
      expect(await calendars.hold(connector, window(30, 60, 'a', 50), AT + MINUTE)).toBe(true);
      expect(await bookingsOf(connector)).toEqual([window(30, 60, 'a', 70)]);
      expect(await calendars.hold(connector, window(45, 75, 'a', 70), AT + MINUTE)).toBe(true);
      expect(await bookingsOf(connector)).toEqual([window(30, 60, 'a', 70), window(45, 75, 'a', 70)]);
    });

    test('leave the booking of an order as it was when its new window is taken', async () => {
      const connector = resource();
      await calendars.hold(connector, window(30, 60, 'a'), AT);
      await calendars.hold(connector, window(60, 90, 'b'), AT);
      expect(await calendars.hold(connector, window(45, 75, 'a'), AT)).toBe(false);
      expect(await bookingsOf(connector)).toContainEqual(window(30, 60, 'a'));
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
      expect((await bookingsOf(connector)).map(({ order }) => order)).toEqual(['b', 'c']);
    });

    test('are free again after a release, which may come twice or for nothing', async () => {
      const connector = resource();
      await calendars.release(connector, window(30, 60, 'a'));
      await calendars.hold(connector, window(30, 60, 'a'), AT);
      await calendars.hold(connector, window(60, 90, 'b'), AT);
      await Promise.all([
        calendars.release(connector, window(30, 60, 'a')),
        calendars.release(connector, window(30, 60, 'a')),
      ]);
      await calendars.release(connector, { ...window(30, 60, 'stranger'), round: 9 });
      expect(await bookingsOf(connector)).toEqual([window(60, 90, 'b')]);
      expect(await calendars.hold(connector, window(30, 60, 'c'), AT)).toBe(true);
    });

    test('keep a newer round of an order when an older one is released late', async () => {
      const connector = resource();
      const second = { ...window(30, 60), round: 2 };
      await calendars.hold(connector, window(30, 60), AT);
      await calendars.hold(connector, second, AT);
      await calendars.release(connector, window(30, 60, 'a'));
      expect(await bookingsOf(connector)).toEqual([second]);
      await calendars.release(connector, { ...window(30, 60, 'a'), round: 3 });
      expect(await bookingsOf(connector)).toEqual([]);
    });

    test('keep what has another window when one is released alone', async () => {
      const connector = resource();
      const [one, other] = [window(30, 60, 'a'), { ...window(45, 75, 'a'), round: 2 }];
      await calendars.hold(connector, one, AT);
      await calendars.hold(connector, other, AT);
      await calendars.release(connector, { ...other, round: 1, alone: true });
      await calendars.release(connector, { ...window(30, 75, 'a'), round: 2, alone: true });
      expect(await bookingsOf(connector)).toHaveLength(2);
      await calendars.release(connector, { ...one, round: 2, alone: true });
      expect(await bookingsOf(connector)).toEqual([other]);
    });

    test('of other resources do not matter', async () => {
      const [one, other] = [resource(), resource()];
      await calendars.hold(one, window(30, 60, 'a'), AT);
      expect(await calendars.hold(other, window(30, 60, 'b'), AT)).toBe(true);
      await calendars.release(other, window(30, 60, 'a'));
      expect(await bookingsOf(one)).toEqual([window(30, 60, 'a')]);
    });

    describe('of a resource that is out of order', () => {
      const broken = (minute: number) => ({ at: AT + minute * MINUTE, isOutOfOrder: true });
      const cleared = (minute: number) => ({ at: AT + minute * MINUTE, isOutOfOrder: false });

      test("have what is nobody's and never ends, from when it was said on", async () => {
        const connector = resource();
        await calendars.hold(connector, window(30, 60), AT);
        await calendars.mark(connector, broken(20));
        expect(await bookingsOf(connector)).toEqual([window(30, 60), outageSince(AT + 20 * MINUTE)]);
        const [before, inYears] = [window(0, 20), { start: AT + 10_000 * DAY, end: AT + 10_000 * DAY + MINUTE }];
        expect(await calendars.bookings(connector, before)).toEqual([]);
        expect(await calendars.bookings(connector, inYears)).toEqual([outageSince(AT + 20 * MINUTE)]);
        expect(await bookingsOf(resource())).toEqual([]);
      });

      test('let who has a window keep it and renew it', async () => {
        const connector = resource();
        await calendars.hold(connector, window(30, 60), AT);
        await calendars.mark(connector, broken(20));
        expect(await calendars.hold(connector, window(30, 60, 'a', 70), AT + MINUTE)).toBe(true);
      });

      test.each([
        ['it is cleared', [broken(10), cleared(20)], false],
        ['it is cleared at the same time', [broken(10), cleared(10)], false],
        ['it breaks again', [broken(10), cleared(20), broken(30)], true],
        ['an older report comes late that it is in order', [broken(20), cleared(10)], true],
        ['an older report comes late that it is not', [cleared(20), broken(10)], false],
        ['it was only ever in order', [cleared(10)], false],
      ])('know the last that was said: %s', async (_, said, isOutOfOrder) => {
        const connector = resource();
        for (const condition of said) await calendars.mark(connector, condition);
        expect(await bookingsOf(connector)).toHaveLength(isOutOfOrder ? 1 : 0);
      });

      test('say of many at once which those are', async () => {
        const [first, second, third] = [resource(), resource(), resource()];
        await calendars.mark(first, broken(20));
        await calendars.mark(second, broken(20));
        await calendars.mark(second, cleared(30));
        await calendars.mark(third, broken(20));
        expect(await calendars.outOfOrder([third, second, first])).toEqual([third, first]);
        expect(await calendars.outOfOrder([])).toEqual([]);
        const many = Array.from({ length: 150 }, resource);
        expect(await requestsDuring(() => calendars.outOfOrder(many))).toHaveLength(2);
      });

      test('are read in one request with that', async () => {
        const sent = await requestsDuring(() => bookingsOf(resource()));
        expect(sent).toHaveLength(1);
      });
    });

    test('let each of those who wait in turn know that they could not be asked', async () => {
      const lost = calendarStore('Nowhere');
      const attempts = rivals(3).map((rival) => lost.hold('c', rival, AT));
      expect((await Promise.allSettled(attempts)).map(({ status }) => status)).toEqual(Array(3).fill('rejected'));
    });
  });
}
