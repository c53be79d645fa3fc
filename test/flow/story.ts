import type { Context } from '../../lib/beckn/message.ts';
import { businesses } from '../../lib/domain/businesses.ts';
import type { Answers } from '../../lib/flow/order/ask.ts';
import { type Change, type Committed, type Committing, commit } from '../../lib/flow/order/commit.ts';
import { caseIdOf } from '../../lib/flow/order/order-id.ts';
import type { OrderKey, Orders } from '../../lib/flow/ports/orders.ts';
import {
  command,
  confirm,
  init,
  MINUTE,
  NINE,
  type Answers as Outside,
  type Said,
  select,
  start,
} from '../domain/ev-charging/given.ts';

/** One order of one buyer, whose changes have the answers of the outside with them: nobody else is asked. */

export const key: OrderKey = { buyerId: 'bap.example', transactionId: 't1' };

/** A change, and what the outside answers while it is decided. */
export interface Scene extends Change {
  readonly outside: Outside;
}

export const context = (
  action: string,
  messageId: string,
  uri = 'https://bap.example/beckn',
  { buyerId: id, transactionId } = key,
): Context => ({
  domain: 'ev-charging',
  version: '1.1',
  action,
  transactionId,
  messageId,
  timestamp: '2027-03-01T03:30:00.000Z',
  buyer: { id, uri },
  received: { domain: 'dent:0.1.0', bpp_id: 'bpp.example' },
});

/** What a buyer asks for: its message id names it, and the delivery that brings it. */
export const asked = (
  action: string,
  messageId: string,
  { outside, ...said }: Said,
  { of = key, uri }: { readonly of?: OrderKey; readonly uri?: string } = {},
) =>
  ({
    key: of,
    cause: { action, messageId, digest: `digest-${messageId}`, delivery: `delivery-${messageId}` },
    at: said.at,
    asked: {
      context: context(action, messageId, uri, of),
      candidates: ['ev-charging'],
      seller: async () => 'ev-charging',
    },
    says: () => said,
    outside,
  }) satisfies Scene;

/** What somebody else reports: nobody waits for an answer. */
export const reported = (from: string, delivery: string, { outside, ...said }: Said, of = key): Scene => ({
  key: of,
  cause: { action: from, messageId: delivery, digest: '', delivery },
  at: said.at,
  says: () => said,
  outside,
});

/** The price of what `select` asks for. */
export const TOTAL = 5900;

/** The payment that `init` asks for. */
export const paymentIdOf = (of: OrderKey) => `pay-${caseIdOf(of)}-1-${TOTAL}`;

const paid = (of: OrderKey) =>
  command(
    'ReportPayment',
    { at: NINE + 2 * MINUTE, paymentId: paymentIdOf(of), outcome: 'paid', amount: TOTAL },
    { hold: 'held' },
  );

/** The life of an order, entry by entry. */
export const lifeOf = (of: OrderKey) => ({
  select: () => asked('select', 'm-select', select(), { of }),
  init: () => asked('init', 'm-init', init(), { of }),
  pay: () => reported('payments', 'p-1', paid(of), of),
  confirm: () => asked('confirm', 'm-confirm', confirm(), { of }),
  start: () => asked('update', 'm-start', start(), { of }),
});

export const life = lifeOf(key);

/** Commits a scene to a history, with only its own answers. */
export const commitTo = (
  orders: Orders,
  scene: Scene,
  more: Partial<Committing> = {},
): Promise<Committed | undefined> =>
  commit(scene, {
    businesses,
    orders,
    answers: answering(scene.outside),
    holding: { settled: () => undefined },
    now: () => scene.at,
    ...more,
  });

const answering = (outside: Outside) =>
  Object.fromEntries(Object.entries(outside).map(([kind, gets]) => [kind, async () => gets])) as Answers; // each has what its need gets

export async function live(orders: Orders, ...scenes: readonly Scene[]): Promise<void> {
  for (const scene of scenes)
    if ((await commitTo(orders, scene)) === undefined)
      throw new Error(`the story does not hold at ${scene.cause.messageId}`);
}
