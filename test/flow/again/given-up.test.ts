import { expect, test } from 'vitest';
import { businesses } from '../../../lib/domain/businesses.ts';
import type { Reading } from '../../../lib/flow/order/action.ts';
import { processRead } from '../../../lib/flow/order/process.ts';
import type { Callback } from '../../../lib/flow/ports/callbacks.ts';
import { memoryOrders, memoryQuestions, memoryQueue } from '../memory.ts';
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

function desk() {
  const callbacks = memoryQueue<Callback>();
  const ports = {
    questions: memoryQuestions(),
    orders: memoryOrders(),
    businesses,
    catalogues: { stock: async () => businesses['ev-charging'].stock([]) },
    answers: {},
    links: { track: async () => '', form: async () => '', ticket: async () => '', open: async () => undefined },
    self: { id: 'bpp.example', url: 'https://bpp.example/bpp', now: () => '2027-03-01T04:00:00.000Z' },
    callbacks,
  };
  const ask = (more: { readonly givenUp?: true; readonly delivery?: string; readonly digest?: string }) =>
    processRead({ ...message, ...more }, reading, ports);
  return { ask, answered: () => callbacks.sent.length };
}

test('a question that was answered with an error is not answered once more when it comes back', async () => {
  const { ask, answered } = desk();
  await ask({ givenUp: true });
  expect(answered()).toBe(0);
});

test('a question is answered to the delivery that came first, each time that it comes, and to no copy', async () => {
  const { ask, answered } = desk();
  await ask({});
  for (const delivery of ['d-2', 'd-3']) expect(await ask({ delivery })).toBeUndefined();
  expect(answered()).toBe(1);
  // Its answer may have been lost.
  await ask({});
  expect(answered()).toBe(2);
});

test('another question under the same message id is answered', async () => {
  const { ask, answered } = desk();
  await ask({});
  await ask({ delivery: 'd-2', digest: 'y' });
  expect(answered()).toBe(2);
});
