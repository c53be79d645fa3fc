import { type Minor, sum } from '../../language/money.ts';
import type { ShownPayment } from '../../language/shown.ts';
import type { Ledger } from '../business.ts';
import type { ReportedCommand, Told } from '../commands.ts';
import { type Decision, events } from '../decision.ts';
import { call, type Effect } from '../effects.ts';
import { nobody } from '../personal.ts';

/** The money of an order: what is due, what came, what goes back. */
export interface Purse {
  readonly providerId: string;
  readonly currency: string;
  readonly due: Due;
  /** Money that came too late or twice and goes back. */
  readonly strays: readonly Refund[];
  /** Present once it is decided what was earned. */
  readonly settled?: Settled;
}

export interface Due {
  readonly id: string;
  readonly url: string;
  readonly amount: Minor;
  readonly start: number;
  readonly end: number;
  readonly status: 'open' | 'declined' | 'paid';
}

export interface Refund {
  readonly id: string;
  readonly paymentId: string;
  readonly amount: Minor;
  readonly done: boolean;
}

export interface Settled {
  readonly charged: Minor;
  readonly refund?: Refund;
}

export interface HasPurse {
  readonly purse: Purse;
  readonly updatedAt: number;
}

export type PurseEvent =
  | { readonly type: 'PaymentDeclined'; readonly paymentId: string; readonly at: number }
  | { readonly type: 'StrayPaymentReceived'; readonly refund: Refund; readonly at: number }
  | { readonly type: 'RefundCompleted'; readonly refundId: string; readonly at: number };

type Reported<Type> = Told & Extract<ReportedCommand, { readonly type: Type }>;

/** What came for the payment that is due is for `whenPaid` to judge; all other money goes back. */
export function payment<Event>(
  command: Reported<'ReportPayment'>,
  { due, strays }: Purse,
  whenPaid: () => Decision<Event>,
): Decision<Event | PurseEvent> {
  const { paymentId, outcome, amount, at } = command;
  const isDue = due.id === paymentId;
  if (isDue && due.status === 'paid') return events();
  if (outcome === 'declined')
    return isDue && due.status === 'open' ? events({ type: 'PaymentDeclined', paymentId, at } as const) : events();
  if (isStray(strays, paymentId)) return events();
  return isDue && amount === due.amount ? whenPaid() : events(stray(command));
}

/** For stages in which no payment is awaited: whatever comes goes back. */
export const payments = {
  ReportPayment: (command: Reported<'ReportPayment'>, { purse }: HasPurse): Decision<PurseEvent> =>
    command.outcome === 'declined' ? events() : payment(command, purse, () => events(stray(command))),
};

export const refunds = {
  ReportRefund: ({ refundId, at }: Reported<'ReportRefund'>, { purse }: HasPurse): Decision<PurseEvent> =>
    [purse.settled?.refund, ...purse.strays].some((refund) => refund?.id === refundId && !refund.done)
      ? events({ type: 'RefundCompleted', refundId, at })
      : events(),
};

export const stray = ({ paymentId, amount, at }: Reported<'ReportPayment'>): PurseEvent => ({
  type: 'StrayPaymentReceived',
  refund: { id: `refund-${paymentId}`, paymentId, amount, done: false },
  at,
});

/** Money that is on its way back pays for nothing. */
export const isStray = (strays: readonly Refund[], id: string): boolean =>
  strays.some(({ paymentId }) => paymentId === id);

type Of<Type> = Extract<PurseEvent, { readonly type: Type }>;

export const growPurse = {
  PaymentDeclined: <State extends HasPurse>(state: State, { at }: Of<'PaymentDeclined'>): State =>
    put(state, at, { due: { ...state.purse.due, status: 'declined' } }),
  StrayPaymentReceived: <State extends HasPurse>(state: State, { refund, at }: Of<'StrayPaymentReceived'>): State =>
    put(state, at, { strays: [...state.purse.strays, refund] }),
  RefundCompleted<State extends HasPurse>(state: State, { refundId, at }: Of<'RefundCompleted'>): State {
    const done = (refund: Refund) => (refund.id === refundId ? { ...refund, done: true } : refund);
    const { strays, settled } = state.purse;
    return put(state, at, {
      strays: strays.map(done),
      ...(settled?.refund && { settled: { ...settled, refund: done(settled.refund) } }),
    });
  },
};

export const personalPurse = nobody('PaymentDeclined', 'StrayPaymentReceived', 'RefundCompleted');

const put = <State extends HasPurse>(state: State, updatedAt: number, changed: Partial<Purse>): State => ({
  ...state,
  updatedAt,
  purse: { ...state.purse, ...changed },
});

export const refund = (
  { providerId, currency }: Pick<Purse, 'providerId' | 'currency'>,
  { id: refundId, paymentId, amount }: Refund,
): Effect<never> => call({ kind: 'refund', providerId, refundId, paymentId, amount, currency });

/** What goes back after it was decided what was earned. */
export const settledRefund = ({ purse }: HasPurse): readonly Effect<never>[] =>
  purse.settled?.refund === undefined ? [] : [refund(purse, purse.settled.refund)];

export const paid = (purse: Purse): Purse => ({ ...purse, due: { ...purse.due, status: 'paid' } });

export const paidInto = ({ due }: Purse): Minor => (due.status === 'paid' ? due.amount : 0);

/** What was paid beyond what was earned goes back. */
export const settle = ({ due }: Purse, paid: Minor, charged: Minor): Settled => ({
  charged,
  ...(paid > charged && {
    refund: { id: `refund-${due.id}`, paymentId: due.id, amount: paid - charged, done: false },
  }),
});

/** Money is never made or lost: what was paid is what was charged, what goes back, and what is still open. */
export function ledgerOf(purse: Purse): Ledger {
  const { currency, settled, strays } = purse;
  const paid = paidInto(purse);
  const straying = sum(strays.map(({ amount }) => amount));
  return {
    currency,
    hold: paid + straying,
    capture: settled?.charged ?? 0,
    refund: (settled?.refund?.amount ?? 0) + straying,
    open: settled === undefined ? paid : 0,
  };
}

/** What was earned is decided, and no money is on its way any more. */
export const isAtRest = ({ settled, strays }: Purse): boolean =>
  settled !== undefined && [settled.refund, ...strays].every((refund) => refund === undefined || refund.done);

export function shownPayments({ due, settled, strays }: Purse): readonly ShownPayment[] {
  const refunds = [settled?.refund, ...strays].filter((refund) => refund !== undefined);
  return [
    {
      id: due.id,
      url: due.url,
      amount: due.amount,
      // What came too late was paid nevertheless, and goes back by an entry of its own.
      paid: due.status === 'paid' || strays.some((stray) => isForDue(due, stray)),
      window: { start: due.start, end: due.end },
      refund: false,
    },
    ...refunds.map(({ id, amount, done }) => ({ id, amount, paid: done, refund: true })),
  ];
}

/** What was asked for, only too late. */
export const isForDue = (due: Due, { paymentId, amount }: Refund): boolean =>
  paymentId === due.id && amount === due.amount;
