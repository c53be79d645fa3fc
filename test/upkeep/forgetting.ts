import { beforeEach, describe, expect, test } from 'vitest';
import { businesses } from '../../lib/domain/businesses.ts';
import { nameOf } from '../../lib/flow/order/order-id.ts';
import { orderIn } from '../../lib/flow/order/past.ts';
import { refusedEvent } from '../../lib/flow/order/refused.ts';
import type { Entry, OrderKey, Past } from '../../lib/flow/ports/orders.ts';
import { UsageError } from '../../lib/upkeep/command.ts';
import { forget } from '../../lib/upkeep/forget.ts';
import { readHistory, replaceText } from '../../lib/upkeep/history-table.ts';
import { party } from '../domain/ev-charging/given.ts';
import { deployed, run } from './operating.ts';
import { MORNING, make, orders } from './orders.ts';
import { empty, itemsOf } from './table-items.ts';

const stage = deployed({ OrdersTable: 'Orders' });

const named = ({ buyerId, transactionId }: OrderKey) => ['--buyer', buyerId, '--transaction', transactionId];

async function shownOf(key: OrderKey) {
  return businesses['ev-charging'].replay(await orders.history(key)).shown();
}

/** An entry that fills a third of a page. */
const heavy = (sequence: number): Entry => ({
  sequence,
  cause: { action: 'rating', messageId: `m-${sequence}`, digest: '', delivery: `${sequence}` },
  at: MORNING,
  writtenAt: MORNING,
  business: 'ev-charging',
  events: [refusedEvent({ reason: 'not-allowed', message: 'x'.repeat(350_000) })],
});

/** What an operator expects of forgetting, wherever the histories are. */
export function forgetContract(): void {
  describe('forgetting', () => {
    beforeEach(empty);

    test('leaves nothing of the person, and the money and the state as they were', async () => {
      const key = await make('settled');
      const before = await shownOf(key);
      const { last, isWell } = await run(forget, stage, ...named(key), '--yes');
      expect(last).toMatchObject({ forgotten: 1, running: 0, changed: 0 });
      expect(isWell).toBe(true);
      const left = JSON.stringify(await itemsOf(key));
      for (const secret of ['Asha', '9000000001', 'asha@example.org', 'std:080']) expect(left).not.toContain(secret);
      const after = await shownOf(key);
      expect(after?.billing).toEqual({ name: 'erased', phone: 'erased', email: 'erased@erased.invalid' });
      const { billing: _, fulfillments, ...rest } = Object(after);
      expect(before).toMatchObject(rest);
      const { own } = fulfillments[0];
      expect(own.phase).toBe('ended');
      expect(before?.fulfillments[0]?.own).toEqual(own);
    });

    test('changes nothing without --yes, and says which orders it would be', async () => {
      const key = await make('settled');
      const before = await itemsOf(key);
      const { lines, isWell } = await run(forget, stage, ...named(key));
      expect(lines[0]).toEqual({ wouldForget: key.transactionId, entries: 7 });
      expect(lines[1]).toMatchObject({ dryRun: true, wouldForget: 1 });
      expect(isWell).toBe(true);
      expect(await itemsOf(key)).toEqual(before);
    });

    test.each(['initiated', 'booked', 'charging', 'ended'] as const)(
      'leaves an order alone while somebody waits for it: %s',
      async (state) => {
        const key = await make(state);
        const before = await itemsOf(key);
        const { lines, isWell } = await run(forget, stage, ...named(key), '--yes');
        expect(lines[0]).toEqual({ running: key.transactionId, entries: before.length });
        expect(isWell).toBe(false);
        expect(await itemsOf(key)).toEqual(before);
      },
    );

    test('once done has nothing more to do', async () => {
      const key = await make('settled');
      await run(forget, stage, ...named(key), '--yes');
      const before = await itemsOf(key);
      const { last, isWell } = await run(forget, stage, ...named(key), '--yes');
      expect(last).toMatchObject({ forgotten: 0, nothing: 1 });
      expect(isWell).toBe(true);
      expect(await itemsOf(key)).toEqual(before);
    });

    describe('an order that has a snapshot', () => {
      const shownIn = (past: Past) => orderIn(past, businesses)?.shown();
      const isSnapshot = (item: object) => 'folded' in item;

      test('has none afterwards, and reads as its whole history does', async () => {
        const key = await make('long');
        const [kept, ...others] = (await itemsOf(key)).filter(isSnapshot);
        expect(others).toEqual([]);
        expect(kept?.folded?.S).toContain('Asha');
        expect((await orders.past(key)).snapshot?.sequence).toBe(8);
        const { last } = await run(forget, stage, ...named(key), '--yes');
        expect(last).toMatchObject({ forgotten: 1, changed: 0 });
        const left = await itemsOf(key);
        expect(left.filter(isSnapshot)).toEqual([]);
        expect(JSON.stringify(left)).not.toContain('Asha');
        const past = await orders.past(key);
        expect(past).toEqual({ entries: await orders.history(key) });
        expect(past.entries).toHaveLength(9);
        expect(shownIn(past)).toMatchObject({ status: 'complete', billing: { name: 'erased' } });
      });

      test('goes on from what is left of it, also into the next snapshot', async () => {
        const key = await make('long');
        await run(forget, stage, ...named(key), '--yes');
        await make('longer', key);
        const past = await orders.past(key);
        expect(past.snapshot?.sequence).toBe(16);
        expect(shownIn(past)).toEqual(shownIn({ entries: await orders.history(key) }));
        expect(JSON.stringify(await itemsOf(key))).not.toContain('Asha');
      });

      test('is rid of one that a message under way has brought since', async () => {
        const key = await make('long');
        const { snapshot } = await orders.past(key);
        await run(forget, stage, ...named(key), '--yes');
        await orders.append(key, { ...heavy(10), events: [] }, { snapshot });
        expect(JSON.stringify(await itemsOf(key))).toContain('Asha');
        expect((await run(forget, stage, ...named(key), '--yes')).last).toMatchObject({ forgotten: 1 });
        expect(JSON.stringify(await itemsOf(key))).not.toContain('Asha');
      });
    });

    test('rewrites no entry that is not as it was read', async () => {
      const key = await make('settled');
      const [item] = await readHistory('Orders', nameOf(key));
      if (item === undefined) throw new Error('no entry');
      await run(forget, stage, ...named(key), '--yes');
      const before = await itemsOf(key);
      expect(await replaceText(item, 'Orders', item.text)).toBe(false);
      expect(await itemsOf(key)).toEqual(before);
    });

    test('by a day takes all that is over since, and only that', async () => {
      const over = [await make('settled'), await make('settled'), await make('quoted')];
      const waiting = await make('booked');
      const early = await run(forget, stage, '--before', '2020-02-10', '--yes');
      expect(early.last).toMatchObject({ forgotten: 0, later: 4 });
      expect(early.isWell).toBe(true);
      const { last, isWell } = await run(forget, stage, '--before', '2020-02-11', '--yes');
      expect(last).toMatchObject({ forgotten: 3, running: 1, later: 0 });
      expect(isWell).toBe(true);
      for (const key of over) expect(JSON.stringify(await itemsOf(key))).not.toMatch(/Asha|std:080/);
      expect((await shownOf(waiting))?.billing).toEqual(party.billing);
    });

    test('by a day goes through a table that takes many pages', async () => {
      const keys = await Promise.all(Array.from({ length: 8 }, () => make('settled')));
      for (const key of keys) for (const sequence of [101, 102, 103]) await orders.append(key, heavy(sequence));
      const { last } = await run(forget, stage, '--before', '2020-02-11', '--yes');
      expect(last).toMatchObject({ forgotten: 8, changed: 0 });
    });

    test.each([
      [[]],
      [['--buyer', 'rider.example']],
      [['--transaction', 't1']],
      [['--buyer', 'rider.example', '--transaction', 't1', '--before', '2020-02-11']],
      [['--before', '2999-01-01']],
      [['--before', 'yesterday']],
      [['--after', '2020-02-11']],
    ])('is not begun with %j', async (argv) => {
      expect(() => forget.prepare(argv)).toThrow(UsageError);
    });
  });
}
