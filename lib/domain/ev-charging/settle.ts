import { percentOf, sum } from '../money.ts';
import { isSwap } from './catalog.ts';
import type { OrderState, Refund, Settlement } from './state.ts';
import { type CancellationCase, cancellationPolicy } from './taxonomy.ts';
import { bill, type Line } from './terms.ts';

/** What is charged for what was delivered; the rest goes back. Never more than was paid, never for more than was ordered. */
export function settle(state: OrderState, delivered: number): Settlement {
  const { terms } = state;
  const wh = isSwap(terms.offer.fulfillment) ? terms.wh : Math.min(delivered, terms.wh);
  const { total, lines } = bill(terms, wh);
  return { wh, charged: total, lines: lines.map(asConsumed), refund: refundOf(state, paidFor(state) - total) };
}

/** What a cancelled order costs. Its lines say how the refund comes about: they sum up to the refund, as a negative amount. */
export function settleCancelled(state: OrderState, delivered: number, why: CancellationCase): Settlement {
  const { terms } = state;
  const { feePercent, keepsReservation } = cancellationPolicy[why];
  const paid = paidFor(state);
  if (paid === 0) return { wh: 0, charged: 0, lines: [] };
  const wh = Math.min(delivered, terms.wh);
  const kept = bill({ ...terms, addOnIds: [] }, wh, keepsReservation && terms.reserved);
  const fee = Math.min(percentOf(paid, feePercent), paid - kept.total);
  const charged = kept.total + fee;
  const lines: readonly Line[] = [
    { title: 'payment refund', amount: -paid, part: 'refund' },
    ...kept.lines.map(asConsumed),
    { title: `Cancellation fee ${feePercent}%`, amount: fee, part: 'fee' },
  ];
  return { wh, charged, lines: lines.filter(({ amount }) => amount !== 0), refund: refundOf(state, paid - charged) };
}

/** Money is never made or lost: what was paid is what was charged, what goes back, and what is still open. */
export function ledger(state: OrderState) {
  const settlement = 'settlement' in state ? state.settlement : undefined;
  const hold = paidFor(state);
  const capture = settlement?.charged ?? 0;
  const refund = settlement?.refund?.amount ?? 0;
  const strays = sum(state.strays.map(({ amount }) => amount));
  return { hold: hold + strays, capture, refund: refund + strays, open: settlement === undefined ? hold : 0 };
}

/** Over, and no money is on its way any more. */
export const isSettled = (state: OrderState): boolean =>
  'settlement' in state &&
  [state.settlement.refund, ...state.strays].every((refund) => refund === undefined || refund.done);

const paidFor = ({ payment }: OrderState) => (payment.status === 'paid' ? payment.amount : 0);

const refundOf = (state: OrderState, amount: number): Refund | undefined =>
  amount > 0 ? { id: `refund-${state.payment.id}`, paymentId: state.payment.id, amount, done: false } : undefined;

const asConsumed = (line: Line): Line => (line.part === 'energy' ? { ...line, title: 'Units consumed' } : line);
