import { expect, test } from 'vitest';
import { businesses } from '../../../lib/domain/businesses.ts';
import type { Reading } from '../../../lib/flow/order/action.ts';
import { processRead } from '../../../lib/flow/order/process.ts';
import type { Callback } from '../../../lib/flow/ports/callbacks.ts';
import { memoryOrders, memoryQueue } from '../memory.ts';
import { context } from '../story.ts';

const reading: Reading<'status'> = {
  answer: async () => ({ refusal: { reason: 'order-unknown', message: 'there is no such order' } }),
};

const message = {
  delivery: 'd-1',
  digest: 'x',
  at: 0,
  request: { context: context('status', 'm-1'), action: 'status', orderId: 'order-t1' },
} as const;

async function answered(givenUp?: true) {
  const callbacks = memoryQueue<Callback>();
  await processRead({ ...message, givenUp }, reading, {
    orders: memoryOrders(),
    businesses,
    catalogues: { stock: async () => businesses['ev-charging'].stock([]) },
    answers: {},
    links: { track: async () => '', form: async () => '', ticket: async () => '', open: async () => undefined },
    self: { id: 'bpp.example', url: 'https://bpp.example/bpp', now: () => '2027-03-01T04:00:00.000Z' },
    callbacks,
  });
  return callbacks.sent.length;
}

test('a question that was answered with an error is not answered once more when it comes back', async () => {
  expect(await answered()).toBe(1);
  expect(await answered(true)).toBe(0);
});
