import { describe, expect, test } from 'vitest';
import { evCharging } from '../../../lib/domain/ev-charging/business.ts';
import { shown } from '../../../lib/domain/ev-charging/shown.ts';
import type { State } from '../../../lib/domain/ev-charging/state.ts';
import { CASE, command, given, granted, init, MINUTE, NINE, select, when } from './given.ts';

/** Money that came late, for a buyer who has chosen anew since. */

const paymentId = `pay-${CASE}-1-5900`;
const AT = NINE + 3 * MINUTE;
const late = command('ReportPayment', { at: AT, paymentId, outcome: 'paid', amount: 5900 }, granted);
const back = command('ReportRefund', { at: AT + MINUTE, refundId: `refund-${paymentId}` });
const again = select(AT + 2 * MINUTE);
const standing = (state: State) => evCharging.replay([], { state }).standing();
const refundsIn = (state: State) => shown(state)?.payments.filter(({ refund }) => refund);

const reselected = () => given(select(), init(), select(NINE + 2 * MINUTE));

describe('money for what a selection has replaced', () => {
  const { after: strayed, types, effects } = when(reselected(), late);

  test('goes back, once', () => {
    expect(types).toEqual(['StrayPaymentReceived']);
    expect(effects).toMatchObject([{ kind: 'call', call: { kind: 'refund', paymentId, amount: 5900 } }]);
    expect(when(strayed, late).types).toEqual([]);
    expect(when(when(strayed, again).after, late).types).toEqual([]);
    expect(when(reselected(), { ...late, outcome: 'declined' }).types).toEqual([]);
  });

  test('is in the books and seen, though nothing is ordered', () => {
    expect(standing(strayed)).toMatchObject({
      stage: 'quoted',
      isRunning: true,
      ledger: { currency: 'INR', hold: 5900, capture: 0, refund: 5900, open: 0 },
    });
    expect(refundsIn(strayed)).toEqual([{ id: `refund-${paymentId}`, amount: 5900, paid: false, refund: true }]);
    expect(standing(reselected())).toMatchObject({ isRunning: false });
    expect(standing(reselected()).ledger).toBeUndefined();
  });

  test.each<[string, () => State]>([
    ['quoted', () => strayed],
    ['quoted again', () => when(strayed, again).after],
    ['initiated', () => when(strayed, init(AT + 2 * MINUTE)).after],
    [
      'quoted after init',
      () => [init(AT + 2 * MINUTE), again].reduce((state, step) => when(state, step).after, strayed),
    ],
  ])('is known to have arrived where it is %s by then', (_, stateOf) => {
    expect(refundsIn(stateOf())).toMatchObject([{ paid: false }]);
    const { after, types } = when(stateOf(), back);
    expect(types).toEqual(['RefundCompleted']);
    expect(refundsIn(after)).toMatchObject([{ paid: true }]);
    expect(when(after, back).types).toEqual([]);
    expect(after.stage === 'quoted' ? standing(after).isRunning : false).toBe(false);
  });
});

test('a refund that is none of theirs means nothing to who has chosen', () => {
  expect(when(given(select()), back).types).toEqual([]);
});
