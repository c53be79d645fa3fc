import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ReportedCommand } from '../../../lib/domain/commands.ts';
import { type Decision, events } from '../../../lib/domain/decision.ts';
import { decide, evolve, type Growth, type Life, moves, stays } from '../../../lib/domain/life.ts';
import { ledgerOf, shownPayments } from '../../../lib/domain/parts/books.ts';
import {
  growPurse,
  type HasPurse,
  isAtRest,
  type Purse,
  type PurseEvent,
  payment,
  payments,
  refund,
  refunds,
  type Settled,
  settle,
  settledRefund,
} from '../../../lib/domain/parts/purse.ts';
import { sum } from '../../../lib/language/money.ts';

/** A tin that takes one payment, and of which something is earned in the end. */

interface Tin<Stage> extends HasPurse {
  readonly stage: Stage;
}
type State = Tin<'waiting'> | Tin<'full'> | Tin<'settled'>;
type Command = ReportedCommand | { readonly type: 'Settle'; readonly charged: number; readonly at: number };
type Event = PurseEvent | { readonly type: 'Paid' } | { readonly type: 'Earned'; readonly settled: Settled };

const earn = ({ charged }: { readonly charged: number }, { purse }: HasPurse): Decision<Event> => {
  const { hold, open } = ledgerOf(purse);
  return events({ type: 'Earned', settled: settle(purse, open, Math.min(charged, hold, open)) });
};

const life: Life<State, Command, Event> = {
  waiting: {
    ...refunds,
    ReportPayment: (command, { purse }) => payment<Event>(command, purse, () => events({ type: 'Paid' })),
    Settle: earn,
  },
  full: { ...payments, ...refunds, Settle: earn },
  settled: { ...payments, ...refunds },
};

const leads = moves<State>();
const keeps = stays<State>();
const all = ['waiting', 'full', 'settled'] as const;

const growth: Growth<State, Event> = {
  PaymentDeclined: keeps(['waiting'], growPurse.PaymentDeclined),
  StrayPaymentReceived: keeps(all, growPurse.StrayPaymentReceived),
  RefundCompleted: keeps(all, growPurse.RefundCompleted),
  Paid: leads(['waiting'], 'full', ({ purse, updatedAt }) => ({
    stage: 'full',
    updatedAt,
    purse: { ...purse, due: { ...purse.due, status: 'paid' } },
  })),
  Earned: leads(
    ['waiting', 'full'],
    'settled',
    ({ purse, updatedAt }, { settled }: Extract<Event, { type: 'Earned' }>) => ({
      stage: 'settled',
      updatedAt,
      purse: { ...purse, settled },
    }),
  ),
};

const TOTAL = 5900;
const empty: Purse = {
  providerId: 'p1',
  currency: 'INR',
  due: { id: 'due', url: 'https://pay.example/1', amount: TOTAL, start: 0, end: 9, status: 'open' },
  strays: [],
};
const fresh: State = { stage: 'waiting', updatedAt: 0, purse: empty };

const told = { at: 1, orderId: 'order-1', caseId: 'case-1' };
const paid = (paymentId = 'due', amount = TOTAL, currency?: string): Command => ({
  ...told,
  type: 'ReportPayment',
  paymentId,
  amount,
  currency,
  outcome: 'paid',
});
const declined = (paymentId = 'due'): Command => ({
  ...told,
  type: 'ReportPayment',
  paymentId,
  amount: TOTAL,
  outcome: 'declined',
});
const refunded = (refundId: string): Command => ({ ...told, type: 'ReportRefund', refundId });
const earned = (charged: number): Command => ({ type: 'Settle', charged, at: 1 });

function happenedTo(state: State, command: Command): readonly Event[] {
  const decision = decide<State, Command, Event>({ life, reported: ['ReportPayment', 'ReportRefund'] }, command, state);
  return decision.kind === 'events' ? decision.events : [];
}

const grow = (state: State, command: Command) =>
  happenedTo(state, command).reduce<State>((now, event) => evolve(growth, now, event), state);

const tin = (...commands: readonly Command[]) => commands.reduce<State>(grow, fresh);

const types = (state: State, command: Command) => happenedTo(state, command).map(({ type }) => type);

const anything = fc.array(
  fc.oneof(
    fc
      .tuple(
        fc.constantFrom('due', 'other', 'third'),
        fc.constantFrom(TOTAL, 1, 700),
        fc.constantFrom(undefined, 'INR', 'inr', 'USD'),
      )
      .map(([id, amount, currency]) => paid(id, amount, currency)),
    fc.constantFrom('due', 'other').map((id) => declined(id)),
    fc.constantFrom('due', 'other', 'third', 'none').map((id) => refunded(`refund-${id}`)),
    fc.integer({ min: 0, max: 2 * TOTAL }).map(earned),
  ),
  { maxLength: 15 },
);

/** What really came in, by its currency: of each payment only its first report counts, the same money is not there twice. */
function cameIn(commands: readonly Command[], wanted = 'INR'): number {
  const reported = commands.filter((command) => command.type === 'ReportPayment' && command.outcome === 'paid');
  const first = new Map(reported.toReversed().flatMap((one) => ('paymentId' in one ? [[one.paymentId, one]] : [])));
  return sum(
    [...first.values()].map((one) =>
      'amount' in one && (one.currency ?? 'INR').toUpperCase() === wanted ? one.amount : 0,
    ),
  );
}

describe('whatever is paid, declined, earned and sent back, in any order', () => {
  const holds = (check: (state: State, commands: readonly Command[]) => void) =>
    fc.assert(
      fc.property(anything, (commands) => check(tin(...commands), commands)),
      { numRuns: 2000 },
    );

  test('what was paid is what was charged, what goes back and what is still open', () => {
    holds(({ purse }, commands) => {
      const { hold, capture, refund, open } = ledgerOf(purse);
      expect(hold).toBe(cameIn(commands));
      expect(hold).toBe(capture + refund + open);
      expect(Math.min(hold, capture, refund, open)).toBeGreaterThanOrEqual(0);
    });
  });

  test('all that goes back is shown, each refund once', () => {
    holds(({ purse }) => {
      const back = shownPayments(purse).filter(({ refund, currency }) => refund && currency === undefined);
      expect(sum(back.map(({ amount }) => amount))).toBe(ledgerOf(purse).refund);
      expect(new Set(back.map(({ id }) => id)).size).toBe(back.length);
    });
  });

  test('what came in another currency goes back in that one, all of it', () => {
    holds(({ purse }, commands) => {
      const back = shownPayments(purse).filter(({ refund, currency }) => refund && currency === 'USD');
      expect(sum(back.map(({ amount }) => amount))).toBe(cameIn(commands, 'USD'));
    });
  });

  test('there is rest when something was earned and no refund is on its way', () => {
    holds(({ purse }) => {
      const isOnItsWay = shownPayments(purse).some(({ refund, paid }) => refund && !paid);
      expect(isAtRest(purse)).toBe(purse.settled !== undefined && !isOnItsWay);
    });
  });

  test('what was told once is not told again', () => {
    holds((state, commands) => {
      for (const command of commands)
        if (command.type !== 'Settle') expect(happenedTo(grow(state, command), command)).toEqual([]);
    });
  });
});

describe('a payment', () => {
  test('that is due is for the business to judge', () => expect(types(fresh, paid())).toEqual(['Paid']));

  test('of another amount, or of another name, goes back', () => {
    expect(types(fresh, paid('due', TOTAL - 1))).toEqual(['StrayPaymentReceived']);
    expect(happenedTo(fresh, paid('other'))).toEqual([
      {
        type: 'StrayPaymentReceived',
        at: 1,
        refund: { id: 'refund-other', paymentId: 'other', amount: TOTAL, done: false },
      },
    ]);
  });

  test('in another currency pays for nothing, and goes back as it came', () => {
    const dollars = { id: 'refund-due', paymentId: 'due', amount: TOTAL, currency: 'USD', done: false };
    expect(happenedTo(fresh, paid('due', TOTAL, 'USD'))).toEqual([
      { type: 'StrayPaymentReceived', at: 1, refund: dollars },
    ]);
    expect(refund(empty, dollars)).toMatchObject({ call: { amount: TOTAL, currency: 'USD' } });
    const state = tin(paid('due', TOTAL, 'USD'));
    expect(ledgerOf(state.purse)).toMatchObject({ currency: 'INR', hold: 0, refund: 0 });
    expect(shownPayments(state.purse)).toMatchObject([
      { id: 'due', paid: false },
      { id: 'refund-due', currency: 'USD', paid: false, refund: true },
    ]);
    expect(types(state, refunded('refund-due'))).toEqual(['RefundCompleted']);
    expect(isAtRest(tin(earned(0), paid('due', TOTAL, 'USD')).purse)).toBe(false);
  });

  test('in the same currency is that, however it is spelled', () => {
    expect(types(fresh, paid('due', TOTAL, 'inr'))).toEqual(['Paid']);
    expect(happenedTo(fresh, paid('other', 700, 'inr'))).toMatchObject([
      { refund: expect.not.objectContaining({ currency: 'inr' }) },
    ]);
  });

  test('that is on its way back pays for nothing', () => {
    const state = tin(paid('due', 1));
    expect(types(state, paid())).toEqual([]);
    expect(state.stage).toBe('waiting');
  });

  test('that nobody waits for any more goes back', () => {
    expect(types(tin(earned(0)), paid())).toEqual(['StrayPaymentReceived']);
    expect(types(tin(paid()), paid('other'))).toEqual(['StrayPaymentReceived']);
    expect(types(tin(paid()), paid())).toEqual([]);
  });

  test('is declined once, while it is due, and may be made after that', () => {
    expect(types(fresh, declined())).toEqual(['PaymentDeclined']);
    expect(types(tin(declined()), declined())).toEqual([]);
    expect(types(fresh, declined('other'))).toEqual([]);
    expect(types(tin(paid()), declined())).toEqual([]);
    expect(tin(declined(), paid()).stage).toBe('full');
  });

  test('is shown as paid although it came too late, with what goes back', () => {
    expect(shownPayments(tin(earned(0), paid()).purse)).toEqual([
      {
        id: 'due',
        url: 'https://pay.example/1',
        amount: TOTAL,
        paid: true,
        window: { start: 0, end: 9 },
        refund: false,
      },
      { id: 'refund-due', amount: TOTAL, paid: false, refund: true },
    ]);
    expect(shownPayments(tin(paid('due', 1)).purse)[0]).toMatchObject({ paid: false });
  });
});

describe('a refund', () => {
  test('is what was paid beyond what was earned', () => {
    expect(tin(paid(), earned(4000)).purse.settled).toEqual({
      charged: 4000,
      refund: { id: 'refund-due', paymentId: 'due', amount: 1900, done: false },
    });
    expect(tin(paid(), earned(TOTAL)).purse.settled).toEqual({ charged: TOTAL });
  });

  test('is asked of the payment provider of whom it was paid', () => {
    expect(settledRefund(tin(paid(), earned(4000)))).toEqual([
      {
        kind: 'call',
        call: {
          kind: 'refund',
          providerId: 'p1',
          refundId: 'refund-due',
          paymentId: 'due',
          amount: 1900,
          currency: 'INR',
        },
      },
    ]);
    expect(settledRefund(tin(paid(), earned(TOTAL)))).toEqual([]);
    expect(settledRefund(tin(paid()))).toEqual([]);
  });

  test('is completed once, and only what goes back', () => {
    const state = tin(paid(), paid('other', 700), earned(4000));
    expect(types(state, refunded('refund-due'))).toEqual(['RefundCompleted']);
    expect(types(state, refunded('refund-other'))).toEqual(['RefundCompleted']);
    expect(types(state, refunded('refund-third'))).toEqual([]);
    expect(types(fresh, refunded('refund-due'))).toEqual([]);
    const half = tin(paid(), paid('other', 700), earned(4000), refunded('refund-other'));
    expect(half.purse).toMatchObject({ strays: [{ done: true }], settled: { refund: { done: false } } });
    expect(types(half, refunded('refund-other'))).toEqual([]);
  });
});
