import { isWorth, type Minor } from '../../language/money.ts';
import type { Needs } from '../../language/needs.ts';
import type { Collector, SaidPayment } from '../../language/payment.ts';
import type { ReportedCommand, Told } from '../commands.ts';
import { ask, type Decision, events, refuse } from '../decision.ts';
import { call, type Effect } from '../effects.ts';
import { nobody } from '../personal.ts';

/** The money of an order: what is due, what came, what goes back. */
export interface Purse {
  readonly providerId: string;
  readonly currency: string;
  readonly due: Due;
  /** Money that came too late or twice and goes back. */
  readonly strays: readonly Refund[];
  /** Pages that were asked for before. */
  readonly links?: readonly Link[];
  /** Present once it is decided what was earned. */
  readonly settled?: Settled;
}

export interface Due {
  readonly id: string;
  /** Where it is paid; absent where the buyer platform collects. */
  readonly url?: string;
  /** The buyer platform takes the money, and gives back what goes back; absent: our payment provider does. */
  readonly collectedBy?: 'buyer';
  /** Names it in the books of the platform that has collected it. */
  readonly transactionId?: string;
  readonly amount: Minor;
  readonly start: number;
  readonly end: number;
  readonly status: 'open' | 'declined' | 'paid';
}

/** A page of ours on which somebody may pay until its end, though the order wants another payment by now, or none. */
export interface Link {
  readonly providerId: string;
  readonly paymentId: string;
  readonly amount: Minor;
  readonly end: number;
}

export interface Refund {
  readonly id: string;
  readonly paymentId: string;
  readonly amount: Minor;
  /** Of money that came in another currency than the order's; it goes back as it came. */
  readonly currency?: string;
  readonly done: boolean;
}

export interface Settled {
  readonly charged: Minor;
  readonly refund?: Refund;
}

/** Of a transaction that has no order, or not yet another one. */
export interface HasStrays {
  readonly strays: readonly Refund[];
  readonly links?: readonly Link[];
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

interface Demanded {
  readonly at: number;
  readonly collector?: Collector;
}

/** Asks for money: by a page of our payment provider, unless the buyer platform collects. */
export function demand<Event>(
  link: Needs['payment-link']['asks'],
  { at, collector }: Demanded,
  then: (due: Due) => Decision<Event>,
): Decision<Event> {
  const { paymentId: id, amount, until: end } = link;
  const due = { amount, start: at, end, status: 'open' } as const;
  // Under another id: no page of ours can ever be paid for it.
  if (collector === 'buyer') return then({ ...due, id: `${id}-collected`, collectedBy: 'buyer' });
  return ask({ kind: 'payment-link', ...link }, (url) => then({ ...due, id, url }));
}

/** Whether what is due is paid, its collector knows: our payment provider is asked, a buyer platform says so itself. */
export function whenPaid<Event>(
  said: readonly SaidPayment[] = [],
  { due, providerId, currency }: Purse,
  then: (transactionId?: string) => Decision<Event>,
): Decision<Event> {
  const { id } = due;
  if (due.collectedBy === undefined)
    return ask({ kind: 'payment-status', providerId, paymentId: id }, (status) =>
      status === 'paid'
        ? then()
        : refuse('not-paid', `the payment ${id} is not completed: pay at its url, then confirm again`),
    );
  const receipt = said.find((one) => paysFor(one, due, currency));
  return receipt === undefined
    ? refuse('not-paid', `the payment ${id} is not completed: its amount and a transaction id of its collector count`)
    : then(receipt.transactionId);
}

const paysFor = (said: SaidPayment, { id, amount }: Due, currency: string): boolean =>
  said.isPaid &&
  said.collectedBy !== 'provider' &&
  said.transactionId !== undefined &&
  (said.id ?? id) === id &&
  (said.currency ?? currency) === currency &&
  said.amount !== undefined &&
  isWorth(said.amount, amount);

/** What came for the payment that is due is for `accept` to take or not; all other money goes back. */
export function payment<Event>(
  command: Reported<'ReportPayment'>,
  { due, strays, currency }: Purse,
  accept: () => Decision<Event>,
): Decision<Event | PurseEvent> {
  const { paymentId, outcome, amount, at } = command;
  const isDue = due.id === paymentId && due.collectedBy === undefined;
  if (isDue && due.status === 'paid') return events();
  if (outcome === 'declined')
    return isDue && due.status === 'open' ? events({ type: 'PaymentDeclined', paymentId, at } as const) : events();
  if (isStray(strays, paymentId)) return events();
  const isFitting = isDue && amount === due.amount && !isForeign(command.currency, currency);
  return isFitting ? accept() : events(stray(command, currency));
}

/** For stages in which no payment is awaited: whatever comes goes back. */
export const payments = {
  ReportPayment: (command: Reported<'ReportPayment'>, { purse }: HasPurse): Decision<PurseEvent> =>
    command.outcome === 'declined' ? events() : payment(command, purse, () => events(stray(command, purse.currency))),
};

export const refunds = {
  ReportRefund: ({ refundId, at }: Reported<'ReportRefund'>, { purse }: HasPurse): Decision<PurseEvent> =>
    ownRefunds(purse).some(({ id, done }) => id === refundId && !done)
      ? events({ type: 'RefundCompleted', refundId, at })
      : events(),
};

/** For stages without an order: whatever comes goes back, once. */
export const strayPayments = <State extends HasStrays>(currencyOf: (state: State) => string) => ({
  ReportPayment: (command: Reported<'ReportPayment'>, state: State): Decision<PurseEvent> =>
    command.outcome === 'declined' || isStray(state.strays, command.paymentId)
      ? events()
      : events(stray(command, currencyOf(state))),
  ReportRefund: ({ refundId, at }: Reported<'ReportRefund'>, { strays }: HasStrays): Decision<PurseEvent> =>
    strays.some(({ id, done }) => id === refundId && !done)
      ? events({ type: 'RefundCompleted', refundId, at })
      : events(),
});

/** All pages that an order has had, with the one that it has now. */
export const linksOf = ({ providerId, due, links = [] }: Purse): readonly Link[] => {
  const { id: paymentId, amount, end, url } = due;
  return url === undefined ? links : [...links, { providerId, paymentId, amount, end }];
};

/**
 * The time of a page that is not awaited any more is over. Somebody may have paid there all the same, and its report be
 * lost: who collects is asked.
 */
export function askForLate(
  { due: end, at, orderId, caseId }: Reported<'Elapse'>,
  { strays, links = [] }: HasStrays,
  currency: string,
): Decision<PurseEvent> {
  const link = links.find((one) => one.end === end && !isStray(strays, one.paymentId));
  if (link === undefined) return events();
  const { providerId, paymentId, amount } = link;
  return ask({ kind: 'payment-status', providerId, paymentId }, (status) =>
    status === 'paid'
      ? events(stray({ type: 'ReportPayment', outcome: 'paid', paymentId, amount, at, orderId, caseId }, currency))
      : events(),
  );
}

/** Those that our payment provider has to send: what a buyer platform has collected, it gives back itself. */
const ownRefunds = ({ due, settled, strays }: Purse): readonly Refund[] => [
  ...(settled?.refund && due.collectedBy === undefined ? [settled.refund] : []),
  ...strays,
];

/** `own` is the currency of the order. */
export const stray = ({ paymentId, amount, currency, at }: Reported<'ReportPayment'>, own: string): PurseEvent => ({
  type: 'StrayPaymentReceived',
  refund: {
    id: `refund-${paymentId}`,
    paymentId,
    amount,
    ...(isForeign(currency, own) && { currency }),
    done: false,
  },
  at,
});

const isForeign = (currency: string | undefined, own: string): boolean =>
  currency !== undefined && currency.toUpperCase() !== own.toUpperCase();

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
    const { strays, settled } = state.purse;
    const done = doneBy(refundId);
    return put(state, at, {
      strays: strays.map(done),
      ...(settled?.refund && { settled: { ...settled, refund: done(settled.refund) } }),
    });
  },
};

export const growStrays = {
  StrayPaymentReceived: <State extends HasStrays>(state: State, { refund }: Of<'StrayPaymentReceived'>): State => ({
    ...state,
    strays: [...state.strays, refund],
  }),
  RefundCompleted: <State extends HasStrays>(state: State, { refundId }: Of<'RefundCompleted'>): State => ({
    ...state,
    strays: state.strays.map(doneBy(refundId)),
  }),
};

const doneBy =
  (refundId: string) =>
  (refund: Refund): Refund =>
    refund.id === refundId ? { ...refund, done: true } : refund;

export const personalPurse = nobody('PaymentDeclined', 'StrayPaymentReceived', 'RefundCompleted');

const put = <State extends HasPurse>(state: State, updatedAt: number, changed: Partial<Purse>): State => ({
  ...state,
  updatedAt,
  purse: { ...state.purse, ...changed },
});

export const refund = (
  { providerId, currency: own }: Pick<Purse, 'providerId' | 'currency'>,
  { id: refundId, paymentId, amount, currency = own }: Refund,
): Effect<never> => call({ kind: 'refund', providerId, refundId, paymentId, amount, currency });

/** What our payment provider has to send back after it was decided what was earned. */
export const settledRefund = ({ purse }: HasPurse): readonly Effect<never>[] =>
  purse.settled?.refund === undefined || purse.due.collectedBy !== undefined
    ? []
    : [refund(purse, purse.settled.refund)];

export const paid = (purse: Purse, { transactionId }: Pick<Due, 'transactionId'>): Purse => ({
  ...purse,
  due: { ...purse.due, status: 'paid', ...(transactionId !== undefined && { transactionId }) },
});

export const paidInto = ({ due }: Purse): Minor => (due.status === 'paid' ? due.amount : 0);

/** What was paid beyond what was earned goes back. */
export const settle = ({ due }: Purse, paid: Minor, charged: Minor): Settled => ({
  charged,
  ...(paid > charged && {
    refund: { id: `refund-${due.id}`, paymentId: due.id, amount: paid - charged, done: false },
  }),
});

/** What was earned is decided, and no money of ours is on its way any more. */
export const isAtRest = (purse: Purse): boolean =>
  purse.settled !== undefined && ownRefunds(purse).every(({ done }) => done);
