import { expect, test } from 'vitest';
import type { Businesses } from '../../../lib/domain/business.ts';
import { type Change, commit } from '../../../lib/flow/order/commit.ts';
import { progressOf } from '../../../lib/flow/order/progress.ts';
import { type Emitting, emit } from '../../../lib/flow/out/emit.ts';
import type { Callback } from '../../../lib/flow/ports/callbacks.ts';
import { memoryOrders, memoryQueue } from '../memory.ts';
import { context, key } from '../story.ts';
import { TALLY, tallying } from '../tally.ts';

const ENTRIES = 20;

/** A history of that many entries, and what it costs to work a message off. */
async function counted() {
  const { business, folds } = tallying();
  const businesses = { [TALLY]: business } as unknown as Businesses; // no other is asked
  const orders = memoryOrders();
  const cause = (messageId: string) => ({ action: 'count', messageId, digest: '', delivery: messageId });
  for (let sequence = 1; sequence <= ENTRIES; sequence += 1)
    await orders.append(key, {
      sequence,
      cause: cause(`m-${sequence}`),
      at: sequence,
      writtenAt: sequence,
      business: TALLY,
      events: [{ type: 'Counted' }],
    });
  const timers: number[] = [];
  const nobody = async () => Promise.reject(new Error('nobody was to be told'));
  const ports: Emitting = {
    self: { id: 'bpp.example', url: 'https://bpp.example/bpp', now: () => 99 },
    callbacks: memoryQueue<Callback>(),
    timers: { set: async ({ at }) => void timers.push(at) },
    calendars: { release: nobody },
    names: { add: nobody },
    ratings: { count: nobody },
    partners: { send: nobody },
    bus: { publish: nobody },
  };

  return { folds, timers, work };

  /** Everything that a function does with a message: commit, emit with a reply, and the facts for who watches. */
  async function work(messageId: string, asked?: Change['asked']) {
    const change = { key, cause: cause(messageId), at: 99, asked, says: () => ({ type: 'Count' }) };
    const settled = { answers: {}, now: () => 99, holding: { settled: () => undefined } };
    const committed = await commit(change, { businesses, orders, ...settled });
    if (committed === undefined) throw new Error('nothing was committed');
    const reply = ({ shown }: typeof committed.after) => {
      shown();
      return { action: 'cancellation_reasons' as const, reasons: [] };
    };
    await emit(committed, ports, asked && { context: asked.context, reply });
    return progressOf(committed);
  }
}

const asked: Change['asked'] = {
  context: context('get_cancellation_reasons', 'm-new'),
  candidates: [TALLY],
  seller: async () => TALLY,
};

test.each([
  ['a buyer asks', asked],
  ['somebody reports', undefined],
])('a message costs one fold of its history, and one of what it adds: %s', async (_, of) => {
  const { folds, timers, work } = await counted();
  expect((await work('m-new', of)).stage).toBe(`counted ${ENTRIES + 1}`);
  expect(timers).toEqual([ENTRIES + 1]);
  expect(folds()).toBe(ENTRIES + 1);
});

test('a message that comes again costs the history up to its own entry', async () => {
  const { folds, timers, work } = await counted();
  expect((await work('m-7')).stage).toBe('counted 7');
  expect(timers).toEqual([7]);
  expect(folds()).toBe(7);
});
