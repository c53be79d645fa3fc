import { nameOf } from '../flow/order/order-id.ts';
import type { OrderKey } from '../flow/ports/orders.ts';
import { toDecimal } from '../language/money.ts';
import type { Call, CallKind } from '../language/needs.ts';
import type { ByProvider } from './by-provider.ts';
import type { ChargePoints } from './charge-points/charge-points.ts';
import type { Payments } from './payments/payments.ts';

export interface Partners {
  readonly payments: ByProvider<Pick<Payments, 'refund'>>;
  readonly chargePoints: ByProvider<Pick<ChargePoints, 'stop'>>;
}

/** Has a partner do what follows from a committed change. Nobody needs the answer, and asking twice does no harm. */
export const callPartner = (call: Call, key: OrderKey, partners: Partners): Promise<void> =>
  callOf(call, key, partners);

function callOf<Kind extends CallKind>(call: Call<Kind>, key: OrderKey, partners: Partners): Promise<void> {
  const make: Calling<Kind> = calls[call.kind as Kind];
  return make(call, key, partners);
}

type Calling<Kind extends CallKind> = (call: Call<Kind>, key: OrderKey, partners: Partners) => Promise<void>;

const calls: { readonly [Kind in CallKind]: Calling<Kind> } = {
  refund: ({ providerId, refundId, paymentId, amount, currency }, key, { payments }) =>
    payments(providerId).refund({
      id: refundId,
      paymentId,
      reference: nameOf(key),
      amount: toDecimal(amount),
      currency,
    }),
  'stop-session': async ({ providerId, sessionId }, _, { chargePoints }) => {
    await chargePoints(providerId).stop(sessionId);
  },
};
