import { describe, expect, test } from 'vitest';
import { shown } from '../../../lib/domain/ev-charging/shown.ts';
import type { State } from '../../../lib/domain/ev-charging/state.ts';
import { CASE, command, confirm, granted, MINUTE, NINE, provider, stages, when } from './given.ts';

/** What the order asks for, in another currency than its own. */
const dollars = (at = NINE + 2 * MINUTE) =>
  command(
    'ReportPayment',
    { at, paymentId: `pay-${CASE}-1-5900`, outcome: 'paid', amount: 5900, currency: 'USD' },
    granted,
  );

const sentBack = {
  kind: 'call',
  call: { kind: 'refund', providerId: provider.id, paymentId: `pay-${CASE}-1-5900`, amount: 5900, currency: 'USD' },
};

describe('money in another currency', () => {
  test.each(['quoted', 'initiated'] as const)('pays for nothing that is %s, and goes back as it came', (stage) => {
    const { types, effects, after } = when(stages[stage](), dollars());
    expect(types).toEqual(['StrayPaymentReceived']);
    expect(effects).toMatchObject([sentBack]);
    expect(after.stage).toBe(stage);
  });

  test('does not confirm an order', () => {
    const { after } = when(stages.initiated(), dollars());
    expect(when(after, confirm()).refused).toBe('expired');
  });

  test('goes back from an order that is over', () => {
    const due = NINE + 16 * MINUTE;
    const { after } = when(stages.initiated(), command('Elapse', { at: due, purpose: 'payment', due }, granted));
    expect(when(after, dollars(due + MINUTE)).effects[0]).toMatchObject(sentBack);
  });

  test('is shown to the buyer as what goes back, and not as what was paid', () => {
    const payments = (state: State) => shown(state)?.payments;
    expect(payments(when(stages.initiated(), dollars()).after)).toMatchObject([
      { paid: false, refund: false },
      { amount: 5900, currency: 'USD', paid: false, refund: true },
    ]);
  });

  test('is not mixed up with a payment that was made: the same payment is not there twice', () => {
    expect(when(stages.paid(), dollars()).types).toEqual([]);
  });
});
