import type { Minor } from '../../language/money.ts';
import type { ShownRefundTerm, ShownTerm } from '../../language/shown.ts';
import { costsOf } from './bill.ts';
import { type CancellationCase, cancellationPolicy, times } from './policy.ts';
import type { OrderState, Quoted } from './state.ts';

/** What ending an order costs, and what goes back, told before it is paid: by the same policy and sums as the settlement. */

type Told = Quoted | OrderState;

export function cancellationTerms(state: Told): readonly ShownTerm[] {
  const { termsUrl } = state.terms.offer.provider;
  return [
    { stage: 'booked', fee: { amount: keptOf(state, earlyCase(state)) }, termsUrl },
    { stage: 'no-show', fee: { amount: keptOf(state, noShowCase(state)) }, termsUrl, by: latest(state) },
    { stage: 'charging', fee: { percent: cancellationPolicy['buyer-charging'].feePercent }, termsUrl },
  ];
}

export function refundTerms(state: Told): readonly ShownRefundTerm[] {
  const { total } = state.terms.quote;
  const early = total - keptOf(state, earlyCase(state));
  const noShow = total - keptOf(state, noShowCase(state));
  return [
    { stage: 'booked', isRefunded: early > 0, amount: early },
    { stage: 'no-show', isRefunded: noShow > 0, amount: noShow },
    { stage: 'charging', isRefunded: true },
    { stage: 'faulted', isRefunded: true },
  ];
}

/** What is kept of the payment where nothing was delivered. */
function keptOf({ terms }: Told, why: CancellationCase): Minor {
  const { kept, fee } = costsOf(terms, terms.quote.total, 0, why);
  return kept.total + fee;
}

/** Nobody pays for a charger that has refused to start. */
const wasRefused = (state: Told) => state.stage === 'booked' && state.wasRefused;

const earlyCase = (state: Told): CancellationCase => (wasRefused(state) ? 'provider-fault' : 'buyer-booked');
const noShowCase = (state: Told): CancellationCase => (wasRefused(state) ? 'provider-fault' : 'no-show');

/** Who confirms after the window has begun has longer. */
const latest = (state: Told): number => ('startBy' in state ? state.startBy : state.terms.span.start + times.grace);
