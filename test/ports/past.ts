import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { orderStore } from '../../lib/aws/order-store.ts';
import { evCharging } from '../../lib/domain/ev-charging/business.ts';
import { initialState, type State } from '../../lib/domain/ev-charging/state.ts';
import {
  businessOf,
  contextIn,
  lastSequence,
  mayKnow,
  messagesIn,
  replay,
  snapshotWith,
} from '../../lib/flow/order/past.ts';
import { refusedEvent } from '../../lib/flow/order/refused.ts';
import type { Entry, OrderKey, Past, Snapshot } from '../../lib/flow/ports/orders.ts';
import { MINUTE, NINE, when } from '../domain/ev-charging/given.ts';
import { commandFor, stories } from '../domain/ev-charging/happenings.ts';
import { context } from '../flow/story.ts';
import { bytesOf, entry, MOST_BYTES, newKey, upTo } from './entries.ts';
import { requestsDuring, seenDuring } from './requests.ts';

const SHAPE = 'shape-1';

const snapshotAt = (sequence: number, more: Partial<Snapshot> = {}): Snapshot => ({
  sequence,
  at: 1_800_000_000_000 + sequence,
  writtenAt: 1_800_000_000_000 + sequence,
  business: 'ev-charging',
  state: { stage: 'quoted', words: 'आशा' },
  since: 7,
  messages: sequence,
  causes: ['mark'],
  ...more,
});

/** One after the other, in one transaction. */
const longStories = fc.array(stories, { minLength: 2, maxLength: 3 }).map((told) => told.flat());

/** What the flow expects of whoever keeps histories, about going on with one. */
export function pastContract(): void {
  describe('the past', () => {
    const orders = orderStore('Orders', { shape: SHAPE });

    async function told(entries: readonly Entry[], hasSnapshot = (sequence: number) => sequence % 8 === 0) {
      const key = newKey();
      const add = (one: Entry) => {
        const { sequence } = one;
        return orders.append(key, one, { snapshot: hasSnapshot(sequence) ? snapshotAt(sequence) : undefined });
      };
      await Promise.all(entries.map(add));
      return key;
    }

    test.each([
      [1, 0],
      [7, 0],
      [8, 8],
      [9, 8],
      [15, 8],
      [16, 16],
      [200, 200],
      [207, 200],
    ])('of %i entries is the snapshot with number %i and what came after, in one small question', async (last, at) => {
      const key = await told(upTo(last));
      let past: Past | undefined;
      const seen = await seenDuring(async () => {
        past = await orders.past(key);
      });
      expect(seen).toEqual([{ action: 'Query', limit: 8 }]);
      const snapshot = at === 0 ? undefined : snapshotAt(at);
      expect(past).toEqual({ snapshot, entries: upTo(last).slice(at) });
    });

    test('is found out about first where it may be new', async () => {
      const key = await told(upTo(9));
      const asked = (one: OrderKey) => requestsDuring(() => orders.past(one, { mayBeNew: true }));
      expect(await asked(newKey())).toEqual(['BatchGetItem']);
      expect(await asked(key)).toEqual(['BatchGetItem', 'Query']);
      expect(await orders.past(key, { mayBeNew: true })).toEqual({ snapshot: snapshotAt(8), entries: [entry(9)] });
    });

    test.each([1, 7, 8, 9, 16, 30])('of %i entries is all of them for another shape', async (last) => {
      const key = await told(upTo(last));
      expect(await orderStore('Orders', { shape: 'shape-2' }).past(key)).toEqual({ entries: upTo(last) });
      expect(await orderStore('Orders').past(key)).toEqual({ entries: upTo(last) });
    });

    test('goes on from the last snapshot of the own shape', async () => {
      const key = await told(upTo(3), (sequence) => sequence === 2);
      const other = orderStore('Orders', { shape: 'shape-2' });
      await other.append(key, entry(4), { snapshot: snapshotAt(4) });
      const [own, others] = [await orders.past(key), await other.past(key)];
      expect(own).toEqual({ snapshot: snapshotAt(2), entries: [entry(3), entry(4)] });
      expect(others).toEqual({ snapshot: snapshotAt(4), entries: [] });
    });

    test('is all entries where none of the last has a snapshot', async () => {
      const key = await told(upTo(16), (sequence) => sequence === 8);
      expect(await orders.past(key)).toEqual({ entries: upTo(16) });
    });

    test('is all entries also where the last ones take more than a page', async () => {
      const heavy = upTo(5).map((one) => ({ ...one, events: [{ type: 'x'.repeat(350_000) }] }));
      const key = await told(heavy);
      const { entries } = await orders.past(key);
      expect(entries.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5]);
      expect(entries).toEqual(heavy);
    });

    test.each([0, 1])('has a snapshot where it just fits beside its entry: %i bytes more', async (more) => {
      const key = newKey();
      const filled = (bytes: number) => snapshotAt(8, { state: 'x'.repeat(bytes) });
      const bytes = bytesOf({
        pk: `${key.buyerId}#${key.transactionId}`,
        sk: 'x'.repeat(21),
        entry: JSON.stringify(entry(8)),
        folded_as: SHAPE,
        folded: JSON.stringify(filled(0)),
      });
      const snapshot = filled(MOST_BYTES - bytes + more);
      for (const one of upTo(7)) await orders.append(key, one);
      const asked = await requestsDuring(() => orders.append(key, entry(8), { snapshot }));
      expect(asked).toEqual(['PutItem']);
      expect(await orders.past(key)).toEqual(more === 0 ? { snapshot, entries: [] } : { entries: upTo(8) });
      expect(await orders.history(key)).toEqual(upTo(8));
    });

    test('makes the same order as the whole history, whatever happened', async () => {
      let shortened = 0;
      await fc.assert(
        fc.asyncProperty(longStories, async (story) => {
          const key = newKey();
          for await (const { past, history } of tellings(key, story)) {
            if (past.snapshot !== undefined) shortened += 1;
            const whole = { entries: history };
            expect(viewOf(past)).toEqual(viewOf(whole));
            const forgotten = history.filter(
              ({ cause }) => !past.entries.some((one) => one.cause.digest === cause.digest),
            );
            expect(forgotten.filter(({ cause }) => !mayKnow(past, cause))).toEqual([]);
            expect(mayKnow(past, { action: 'none', messageId: 'none', digest: 'none', delivery: 'none' })).toBe(false);
          }
          expect(await orders.history(key)).toHaveLength(story.length);
        }),
        { numRuns: 20 },
      );
      expect(shortened).toBeGreaterThan(100);
    });

    /** Tells a story, every step an entry, and gives after each what is read of it. */
    async function* tellings(key: OrderKey, story: readonly { what: string; minutes: number; wh: number }[]) {
      const history: Entry[] = [];
      let past: Past = { entries: [] };
      let [at, state]: [number, State] = [NINE, initialState];
      for (const [index, { what, minutes, wh }] of story.entries()) {
        at += minutes * MINUTE;
        const said = when(state, commandFor(what, at, wh, state));
        const refused = said.refused && refusedEvent({ reason: said.refused, message: String(said.words) });
        const one = entry(index + 1, {
          at,
          cause: { action: what, messageId: `m-${index}`, digest: `d-${index}`, delivery: `delivery-${index}` },
          events: [...said.events, ...(refused ? [refused] : [])],
          context: FROM_BUYERS.has(what) ? context(what, `m-${index}`) : undefined,
        });
        const { order } = replay(evCharging, past).after(one);
        expect(await orders.append(key, one, { snapshot: snapshotWith(past, one, order) })).toBe(true);
        history.push(one);
        state = said.after;
        past = await orders.past(key);
        yield { past, history };
      }
    }
  });
}

const FROM_BUYERS = new Set(['select', 'init', 'confirm', 'start', 'wait', 'stop', 'cancel']);

/** All that is asked of a past. */
function viewOf(past: Past) {
  const order = replay(evCharging, past);
  const { state, since } = order;
  return {
    order: { state, since, standing: order.standing(), legal: order.legal(), shown: order.shown() },
    business: businessOf(past),
    sequence: lastSequence(past),
    messages: messagesIn(past),
    context: contextIn(past),
  };
}
