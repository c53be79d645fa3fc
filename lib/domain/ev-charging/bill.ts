import type { Reading } from '../../language/charging.ts';
import { type Minor, percentOf } from '../../language/money.ts';
import { paidInto, settle } from '../parts/purse.ts';
import type { EventOf, Settlement } from './events.ts';
import { isSwap } from './offers.ts';
import { type CancellationCase, cancellationPolicy } from './policy.ts';
import type { Charging, EndCause, OrderState } from './state.ts';
import { type Line, priced, type Terms } from './terms.ts';

/** What is charged for what was delivered; the rest goes back. Never more than was paid, never for more than was ordered. */
export function bill({ terms, purse }: OrderState, delivered: number): Settlement {
  const wh = isSwap(terms.offer.fulfillment) ? terms.wh : Math.min(delivered, terms.wh);
  const { total, lines } = priced(terms, wh);
  return { wh, lines: lines.map(asConsumed), ...settle(purse, paidInto(purse), total) };
}

/** The end of a charge, by its last reading. */
export const ended = (
  state: Charging,
  at: number,
  { energyWh, stateOfCharge }: Pick<Reading, 'energyWh' | 'stateOfCharge'>,
  cause: EndCause,
): EventOf<'ChargingEnded'> => ({
  type: 'ChargingEnded',
  at,
  cause,
  settlement: bill(state, Math.max(energyWh, state.wh)),
  stateOfCharge,
});

/** The same by a reading that came before. */
export const endedAsReported = (state: Charging, at: number, cause: EndCause): EventOf<'ChargingEnded'> =>
  ended(state, at, { energyWh: state.wh, stateOfCharge: state.stateOfCharge }, cause);

/** What a cancelled order costs. Its lines say how the refund comes about: they sum up to the refund, as a negative amount. */
export function billCancelled({ terms, purse }: OrderState, delivered: number, why: CancellationCase): Settlement {
  const { feePercent } = cancellationPolicy[why];
  const paid = paidInto(purse);
  if (paid === 0) return { wh: 0, charged: 0, lines: [] };
  const wh = Math.min(delivered, terms.wh);
  const { kept, fee } = costsOf(terms, paid, wh, why);
  const lines: readonly Line[] = [
    { title: 'payment refund', amount: -paid, part: 'refund' },
    ...kept.lines.map(asConsumed),
    { title: `Cancellation fee ${feePercent}%`, amount: fee, part: 'fee' },
  ];
  return { wh, lines: lines.filter(({ amount }) => amount !== 0), ...settle(purse, paid, kept.total + fee) };
}

/** What of the payment is kept for what was delivered, and what is a fee besides. Terms are told from here too. */
export function costsOf(terms: Terms, paid: Minor, wh: number, why: CancellationCase) {
  const { feePercent, keepsReservation } = cancellationPolicy[why];
  const kept = priced({ ...terms, addOnIds: [] }, wh, keepsReservation && terms.reserved);
  return { kept, fee: Math.min(percentOf(paid, feePercent), paid - kept.total) };
}

const asConsumed = (line: Line): Line => (line.part === 'unit' ? { ...line, title: 'Units consumed' } : line);
