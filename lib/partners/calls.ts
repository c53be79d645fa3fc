import { nameOf } from '../flow/order/order-id.ts';
import { NotOurs } from '../flow/ports/not-ours.ts';
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

/** Thrown when a partner has not done yet what he was called for: he is called again. */
export class NotDone extends NotOurs {}

/** Whose order a call is about, and for how long it has waited, in milliseconds. */
export interface Calling {
  readonly key: OrderKey;
  readonly age: number;
}

/** Has a partner do what follows from a committed change. Nobody needs the answer, and asking twice does no harm. */
export const callPartner = (call: Call, calling: Calling, partners: Partners): Promise<void> =>
  callOf(call, calling, partners);

function callOf<Kind extends CallKind>(call: Call<Kind>, calling: Calling, partners: Partners): Promise<void> {
  const make: Making<Kind> = calls[call.kind as Kind];
  return make(call, calling, partners);
}

type Making<Kind extends CallKind> = (call: Call<Kind>, calling: Calling, partners: Partners) => Promise<void>;

/** For so long the start of a session may still be on its way, when its stop is here already. */
const LONGEST_START = 2 * 60_000;

const calls: { readonly [Kind in CallKind]: Making<Kind> } = {
  refund: ({ providerId, refundId, paymentId, amount, currency }, { key }, { payments }) =>
    payments(providerId).refund({
      id: refundId,
      paymentId,
      reference: nameOf(key),
      amount: toDecimal(amount),
      currency,
    }),
  'stop-session': async ({ providerId, sessionId }, { age }, { chargePoints }) => {
    const session = await chargePoints(providerId).stop(sessionId);
    if (session === undefined && age < LONGEST_START) throw new NotDone('there is no such session yet');
    const isOver = session === undefined || session.status === 'ended' || session.status === 'faulted';
    if (!isOver) throw new NotDone(`the session is ${session.status} after its stop`);
  },
};
