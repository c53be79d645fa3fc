import type { Decision } from '../domain/decider.ts';
import type { AnyCommand, HappenedEvent, Order } from '../domain/domain.ts';
import { toDecimal } from '../domain/money.ts';
import type { Answers, Need } from '../domain/order/needs.ts';
import type { Holding } from './holding.ts';
import { referenceOf } from './order-id.ts';
import type { ChargePoints, OrderKey, Payments } from './ports.ts';

export interface Outside {
  readonly payments: Pick<Payments, 'request' | 'status'>;
  readonly chargePoints: Pick<ChargePoints, 'start' | 'stop'>;
  readonly holding: Holding;
}

type Decided = Exclude<Decision<HappenedEvent>, { kind: 'need' }>;

/** Decides, asking the outside for what the decision needs. Everything asked is idempotent: a crash repeats it harmlessly. */
export async function decideWith(order: Order, command: AnyCommand, key: OrderKey, outside: Outside): Promise<Decided> {
  let answers: Answers = command.answers;
  for (;;) {
    const decision = order.decide({ ...command, answers });
    if (decision.kind !== 'need') return decision;
    answers = { ...answers, ...(await ask(decision.need, command, key, outside)) };
  }
}

export async function ask(
  need: Need,
  command: { at: number; orderId: string },
  key: OrderKey,
  outside: Outside,
): Promise<Answers> {
  const reference = referenceOf(key);
  switch (need.kind) {
    case 'free':
      return { free: await outside.holding.free(need, reference, command.at) };
    case 'hold':
      return { hold: await outside.holding.hold(need, { key, at: command.at }) };
    case 'payment-link': {
      const { paymentId, amount, currency, description, until } = need;
      const { url } = await outside.payments.request({
        id: paymentId,
        reference,
        amount: toDecimal(amount),
        currency,
        description,
        until: new Date(until).toISOString(),
      });
      return { paymentLink: url };
    }
    case 'payment-status':
      return { paymentStatus: await outside.payments.status(need.paymentId) };
    case 'start-session': {
      const started = await outside.chargePoints.start({ ...need.session, reference });
      return { started: started.accepted ? { accepted: true, reading: started.session } : started };
    }
    case 'stop-session':
      // Who cannot be reached now reports by himself later.
      return { stopped: { reading: await outside.chargePoints.stop(need.sessionId).catch(() => undefined) } };
    default:
      return need satisfies never;
  }
}
