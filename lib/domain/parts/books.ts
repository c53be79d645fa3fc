import { sum } from '../../language/money.ts';
import type { ShownPayment } from '../../language/shown.ts';
import type { Ledger } from '../business.ts';
import { type Due, type Purse, paidInto, type Refund } from './purse.ts';

/**
 * Money is never made or lost: what was paid is what was charged, what goes back, and what is still open. Currencies are
 * not added up: what came in another one goes back, and that is all of it.
 */
export function ledgerOf(purse: Purse): Ledger {
  const { currency, settled, strays } = purse;
  const paid = paidInto(purse);
  const straying = sum(strays.map(({ amount, currency: other }) => (other === undefined ? amount : 0)));
  return {
    currency,
    hold: paid + straying,
    capture: settled?.charged ?? 0,
    refund: (settled?.refund?.amount ?? 0) + straying,
    open: settled === undefined ? paid : 0,
  };
}

/** The same where there is nothing else. */
export function ledgerOfStrays(currency: string, strays: readonly Refund[]): Ledger {
  const straying = sum(strays.map(({ amount }) => amount));
  return { currency, hold: straying, capture: 0, refund: straying, open: 0 };
}

export function shownPayments({ due, settled, strays }: Purse): readonly ShownPayment[] {
  const { collectedBy } = due;
  return [
    {
      id: due.id,
      collectedBy,
      url: due.url,
      transactionId: due.transactionId,
      amount: due.amount,
      // What came too late was paid nevertheless, and goes back by an entry of its own.
      paid: due.status === 'paid' || strays.some((stray) => isForDue(due, stray)),
      window: { start: due.start, end: due.end },
      refund: false,
    },
    ...(settled?.refund ? [{ ...back(settled.refund), collectedBy }] : []),
    // Strays came by our own pages.
    ...shownStrays(strays),
  ];
}

export const shownStrays = (strays: readonly Refund[]): readonly ShownPayment[] => strays.map(back);

const back = ({ id, amount, currency, done }: Refund) => ({ id, amount, currency, paid: done, refund: true });

/** What was asked for, only too late. */
export const isForDue = (due: Due, { paymentId, amount, currency }: Refund): boolean =>
  due.collectedBy === undefined && paymentId === due.id && amount === due.amount && currency === undefined;
