import type { Context } from '../../lib/beckn/message.ts';
import type { AnyCommand } from '../../lib/domain/domain.ts';
import { domains } from '../../lib/domain/domains.ts';
import { type Change, commit } from '../../lib/flow/change.ts';
import type { Outside } from '../../lib/flow/fulfil.ts';
import type { OrderKey, Orders } from '../../lib/flow/ports.ts';
import { CASE, command, confirm, init, NINE, select, start } from '../domain/ev-charging/given.ts';

/** One order of one buyer, whose commands have their answers with them: nobody outside is asked. */

export const key: OrderKey = { buyerId: 'bap.example', transactionId: 't1' };

const nobody = async () => {
  throw new Error('nobody was to be asked');
};

export const outside: Outside = {
  payments: { request: nobody, status: nobody },
  chargePoints: { start: nobody, stop: nobody },
  holding: { free: nobody, hold: nobody, settled: () => undefined },
};

export const context = (action: string, messageId: string, uri = 'https://bap.example/beckn'): Context => ({
  domain: 'ev-charging',
  version: '1.1',
  action,
  transactionId: key.transactionId,
  messageId,
  timestamp: '2027-03-01T03:30:00.000Z',
  buyer: { id: key.buyerId, uri },
  received: { domain: 'dent:0.1.0', bpp_id: 'bpp.example' },
});

/** What a buyer asks for: its message id names it, and the delivery that brings it. */
export function asked(action: string, messageId: string, said: AnyCommand, more: Partial<Change> = {}): Change {
  return {
    key,
    domain: domains['ev-charging'],
    cause: { action, messageId, digest: `digest-${messageId}`, delivery: `delivery-${messageId}` },
    at: said.at,
    context: context(action, messageId),
    command: async () => said,
    ...more,
  };
}

/** What somebody else reports: nobody waits for an answer. */
export const reported = (from: string, delivery: string, said: AnyCommand, more: Partial<Change> = {}): Change => ({
  key,
  cause: { action: from, messageId: delivery, digest: '', delivery },
  at: said.at,
  command: async () => said,
  ...more,
});

/** The price of what `select` asks for. */
export const TOTAL = 5900;
const MINUTE = 60_000;

export const paid = (at = NINE + 2 * MINUTE) =>
  command('ReportPayment', { at, paymentId: `pay-${CASE}-1-5900`, outcome: 'paid', amount: TOTAL });

/** The life of an order, entry by entry. */
export const life = {
  select: () => asked('select', 'm-select', select()),
  init: () => asked('init', 'm-init', init()),
  pay: () => reported('payments', 'p-1', { ...paid(), answers: { hold: 'held' } }),
  confirm: () => asked('confirm', 'm-confirm', confirm()),
  start: () => asked('update', 'm-start', start()),
} as const;

export async function live(orders: Orders, ...changes: readonly Change[]): Promise<void> {
  for (const change of changes)
    if ((await commit(change, orders, outside)) === undefined)
      throw new Error(`the story does not hold at ${change.cause.messageId}`);
}
