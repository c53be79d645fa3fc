import { ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { daysOf } from '../../lib/aws/calendar-day.ts';
import { dayTable } from '../../lib/aws/calendar-days.ts';
import { calendarStore } from '../../lib/aws/calendar-store.ts';
import { catalogues } from '../../lib/aws/catalogue-store.ts';
import { dynamodb } from '../../lib/aws/clients.ts';
import { nameOf, orderIdOf } from '../../lib/flow/order/order-id.ts';
import type { OrderKey } from '../../lib/flow/ports/orders.ts';
import type { Timer } from '../../lib/flow/ports/timers.ts';
import { UsageError } from '../../lib/upkeep/command.ts';
import { forget } from '../../lib/upkeep/forget.ts';
import { rebuildCalendars } from '../../lib/upkeep/rebuild-calendars.ts';
import { restore } from '../../lib/upkeep/restore.ts';
import { HOUR, MINUTE } from '../domain/ev-charging/given.ts';
import { createQueue, takeBodies } from '../ports/sqs.ts';
import { deployed, run } from './operating.ts';
import { MORNING, make, names, night, orders } from './orders.ts';
import { copyTo, empty, emptyTable, itemsOf, remove } from './table-items.ts';

let stage: ReturnType<typeof deployed>;
let timersUrl: string;
let side: string;
let count = 0;

const RESOURCE = 'ev-charging#voltgrid.example#f1';
const calendars = calendarStore('Calendars');
const sortKey = ({ sk }: Awaited<ReturnType<typeof itemsOf>>[number]) => Number(sk?.N);
const loseFrom = async (key: OrderKey, sequence: number) => {
  for (const item of await itemsOf(key)) if (sortKey(item) >= sequence) await remove(item);
};
const tables = async () => (await dynamodb().send(new ListTablesCommand())).TableNames ?? [];

/** What an operator expects of bringing lost entries back. */
export function restoreContract(): void {
  describe('restoring', () => {
    beforeAll(async () => {
      timersUrl = await createQueue();
      const tables = {
        OrdersTable: 'Orders',
        CalendarsTable: 'Calendars',
        NamesTable: 'Names',
        CatalogueTable: 'Catalogue',
      };
      stage = deployed({ ...tables, TimersQueueUrl: timersUrl });
    });
    beforeEach(async () => {
      await Promise.all([empty(), takeBodies(timersUrl)]);
      side = `Orders-restored-${++count}`;
    });

    test('brings back every entry that is missing, whole histories and their ends, and overwrites none', async () => {
      const [whole, tail, untouched] = [await make('settled'), await make('settled'), await make('ended')];
      const before = await itemsOf();
      await copyTo(side);
      await loseFrom(whole, 1);
      await loseFrom(tail, 4);
      const younger = await make('quoted');
      const { lines, last, isWell } = await run(restore, stage, '--table', side, '--yes');
      expect(isWell).toBe(true);
      expect(lines).toContainEqual({ restored: whole.transactionId, entries: 7 });
      expect(lines).toContainEqual({ restored: tail.transactionId, entries: 4 });
      expect(lines).toContainEqual(expect.objectContaining({ histories: 3, incomplete: 2, entries: 11, differing: 0 }));
      expect(last).toEqual({ deleted: side });
      expect(await tables()).not.toContain(side);
      expect(await itemsOf()).toHaveLength(before.length + 1);
      for (const key of [whole, tail, untouched])
        expect(await itemsOf(key)).toEqual(before.filter(({ pk }) => pk?.S === nameOf(key)));
      expect(await orders.history(younger)).toHaveLength(1);
    });

    test('changes nothing without --yes, and counts', async () => {
      const key = await make('settled');
      await copyTo(side);
      await loseFrom(key, 3);
      const { lines, last } = await run(restore, stage, '--table', side);
      expect(lines).toContainEqual({ wouldRestore: key.transactionId, entries: 5 });
      expect(last).toMatchObject({ dryRun: true, histories: 1, incomplete: 1, entries: 5 });
      expect(await itemsOf(key)).toHaveLength(2);
      expect(await tables()).toContain(side);
    });

    test('adds nothing to a history that went on another way, and says which', async () => {
      const key = await make('charging');
      await copyTo(side);
      await loseFrom(key, 4);
      const [third] = (await orders.history(key)).slice(-1);
      if (third === undefined) throw new Error('no entry');
      await orders.append(key, { ...third, sequence: 4, events: [] });
      const before = await itemsOf(key);
      const { lines, isWell } = await run(restore, stage, '--table', side, '--yes');
      expect(lines).toContainEqual({ differs: key.transactionId });
      expect(isWell).toBe(false);
      expect(await itemsOf(key)).toEqual(before);
    });

    test.each(['settled', 'long'] as const)('does not bring back who was forgotten since: %s', async (state) => {
      const key = await make(state);
      await copyTo(side);
      await run(forget, stage, '--buyer', key.buyerId, '--transaction', key.transactionId, '--yes');
      const before = await itemsOf(key);
      await loseFrom(key, 2);
      expect((await run(restore, stage, '--table', side, '--yes')).isWell).toBe(true);
      expect(await itemsOf(key)).toEqual(before);
      expect(JSON.stringify(before)).not.toContain('Asha');
    });

    describe('an order that is running', () => {
      afterEach(() => void vi.useRealTimers());
      const at = (now: number) => void vi.useFakeTimers({ toFake: ['Date'], now });

      /** Whoever has the connector for that order, by the calendar. */
      const bookings = () => calendars.bookings(RESOURCE, { start: MORNING, end: MORNING + 24 * HOUR });
      const holdersOf = async () => (await bookings()).map(({ order }) => order);
      const free = async () => {
        for (const booking of await bookings()) await calendars.release(RESOURCE, booking);
      };
      beforeEach(free);

      test('hears of the deadlines that passed while it was lost', async () => {
        const key = await make('booked');
        await copyTo(side);
        await loseFrom(key, 2);
        at(MORNING + 24 * HOUR);
        await run(restore, stage, '--table', side, '--yes');
        const sent = (await takeBodies(timersUrl)) as readonly Timer[]; // sent by our own code alone
        expect(sent.map(({ purpose }) => purpose).toSorted()).toEqual([
          'arrival',
          'confirmation',
          'payment',
          'window-end',
        ]);
        for (const timer of sent) expect(timer.key).toEqual(key);
        expect(await holdersOf()).toEqual([]);
      });

      test('has its connector again', async () => {
        const key = await make('booked');
        await copyTo(side);
        await loseFrom(key, 1);
        at(MORNING + 5 * MINUTE);
        expect((await run(restore, stage, '--table', side, '--yes')).isWell).toBe(true);
        expect(await holdersOf()).toEqual([nameOf(key)]);
        expect(await takeBodies(timersUrl)).toEqual([]);
      });

      test('is restored without its connector where somebody else has it by now, and that is said', async () => {
        const key = await make('booked');
        await copyTo(side);
        await loseFrom(key, 1);
        at(MORNING + 5 * MINUTE);
        const window = { start: MORNING, end: MORNING + HOUR, until: MORNING + HOUR };
        await calendars.hold(RESOURCE, { order: 'another', round: 1, ...window }, MORNING);
        const { lines, isWell } = await run(restore, stage, '--table', side, '--yes');
        expect(lines).toContainEqual({ taken: RESOURCE, transaction: key.transactionId });
        expect(isWell).toBe(false);
        expect(await orders.history(key)).toHaveLength(4);
        expect(await holdersOf()).toEqual(['another']);
      });

      test.each(['first', 'second'])(
        'is booked again over midnight where its calendar lost the %s day',
        async (half) => {
          const key = await make('bookedOvernight');
          at(MORNING + 5 * MINUTE);
          expect((await run(rebuildCalendars, stage, '--yes')).last).toEqual({ booked: 1, taken: 0, named: 0 });
          const days = dayTable('Calendars');
          const [lost = ''] = daysOf(night).slice(half === 'first' ? 0 : 1);
          await days.write(RESOURCE, lost, [], (await days.read(RESOURCE, lost)).version);
          expect((await run(rebuildCalendars, stage)).last).toEqual({ dryRun: true, wouldBook: 1, wouldName: 0 });
          expect((await run(rebuildCalendars, stage, '--yes')).last).toEqual({ booked: 1, taken: 0, named: 0 });
          expect((await days.read(RESOURCE, lost)).kept).toMatchObject([{ order: nameOf(key), ...night }]);
          expect((await run(rebuildCalendars, stage, '--yes')).last).toEqual({ booked: 0, taken: 0, named: 0 });
        },
      );

      test('is booked again from its history when the calendar is lost, once', async () => {
        const running = await make('charging');
        for (const over of ['settled', 'quoted'] as const) await make(over);
        at(MORNING + 5 * MINUTE);
        expect((await run(rebuildCalendars, stage)).last).toMatchObject({ dryRun: true, wouldBook: 1 });
        expect(await holdersOf()).toEqual([]);
        expect((await run(rebuildCalendars, stage, '--yes')).last).toMatchObject({ booked: 1, taken: 0 });
        expect(await holdersOf()).toEqual([nameOf(running)]);
        expect((await run(rebuildCalendars, stage, '--yes')).last).toMatchObject({ booked: 0, taken: 0 });
      });
    });

    test('ratings come back with their histories, each once', async () => {
      await make('rated');
      await make('settled');
      const found = async () => (await catalogues('Catalogue').ratings('ev-charging')).get('voltgrid.example');
      await emptyTable('Catalogue', ['domain', 'part']);
      await run(rebuildCalendars, stage);
      expect(await found()).toBeUndefined();
      for (const _ of [1, 2]) await run(rebuildCalendars, stage, '--yes');
      expect(await found()).toEqual({ count: 1, total: 200 });
    });

    describe('the names of orders', () => {
      const loseNames = () => emptyTable('Names', ['name', 'order']);

      test('come back with their histories', async () => {
        const [lost, tail] = [await make('settled'), await make('initiated')];
        await copyTo(side);
        await Promise.all([loseFrom(lost, 1), loseFrom(tail, 2), loseNames()]);
        const { lines, isWell } = await run(restore, stage, '--table', side, '--yes');
        expect(isWell).toBe(true);
        for (const key of [lost, tail]) {
          expect(lines).toContainEqual({ named: orderIdOf(key), transaction: key.transactionId });
          expect(await names.find(orderIdOf(key))).toEqual([key]);
        }
      });

      test('come back from the histories alone, where an order was made, once', async () => {
        const [running, over, quoted] = [await make('booked'), await make('settled'), await make('quoted')];
        const kept = await make('initiated');
        await loseNames();
        await names.add(orderIdOf(kept), kept);
        const dry = await run(rebuildCalendars, stage);
        expect(dry.last).toMatchObject({ dryRun: true, wouldName: 2 });
        expect(dry.lines).toContainEqual({ wouldName: orderIdOf(over), transaction: over.transactionId });
        expect(await names.find(orderIdOf(over))).toEqual([]);
        expect((await run(rebuildCalendars, stage, '--yes')).last).toMatchObject({ named: 2 });
        for (const key of [running, over, kept]) expect(await names.find(orderIdOf(key))).toEqual([key]);
        expect(await names.find(orderIdOf(quoted))).toEqual([]);
        expect((await run(rebuildCalendars, stage, '--yes')).last).toMatchObject({ named: 0 });
      });

      test('come back beside those that another buyer has called alike', async () => {
        const mine = await make('initiated');
        const other = await make('initiated', { ...mine, buyerId: 'driver.example' });
        await loseNames();
        await names.add(orderIdOf(other), other);
        expect((await run(rebuildCalendars, stage, '--yes')).last).toMatchObject({ named: 1 });
        const found = await names.find(orderIdOf(mine));
        expect(found).toHaveLength(2);
        expect(found).toEqual(expect.arrayContaining([mine, other]));
      });
    });

    test.each([
      [[]],
      [['--to', 'yesterday']],
      [['--to', '2020-02-10T12:00:00Z', '--backup', 'arn:aws:dynamodb:us-east-1:0:table/Orders/backup/1']],
      [['--backup', 'latest']],
    ])('is not begun with %j', (argv) => {
      expect(() => restore.prepare(argv)).toThrow(UsageError);
    });

    test('takes no other table for a copy', async () => {
      for (const table of ['Orders', 'Calendars', 'Orders-archive'])
        await expect(run(restore, stage, '--table', table, '--yes')).rejects.toThrow('is no copy of Orders');
      expect(await tables()).toEqual(expect.arrayContaining(['Orders', 'Calendars']));
    });
  });
}
