import type { ChargePoints, ChargingSession } from '../../lib/partners/charge-points/charge-points.ts';
import type { Payments } from '../../lib/partners/payments/payments.ts';

type PaymentAsked = Parameters<Payments['request']>[0];
type RefundAsked = Parameters<Payments['refund']>[0];
export type Payment = PaymentAsked & { status: 'open' | 'paid' | 'declined' };

/** A payment provider: keeps what was paid, and all that it was ever asked to send back. */
export function paymentProvider() {
  const payments = new Map<string, Payment>();
  const refunds: RefundAsked[] = [];
  const port: Payments = {
    async request(asked) {
      if (!payments.has(asked.id)) payments.set(asked.id, { ...asked, status: 'open' });
      return { url: `https://payments.example/${asked.id}` };
    },
    status: async (paymentId) => payments.get(paymentId)?.status ?? 'open',
    async refund(asked) {
      if (payments.get(asked.paymentId)?.status !== 'paid') throw new Error('only what was paid can be sent back');
      refunds.push(asked);
    },
  };
  return { payments, refunds, port };
}

/** What the meter shows when a charge is stopped. */
const METERED_WH = 1500;

/** A session as its operator pushes it. */
export interface Push {
  readonly reference: string;
  readonly session: ChargingSession;
}

/**
 * A charge point operator: the cable of the first connector is plugged in, that of the second is not. He pushes what he was
 * told to stop, and his charge points obey one of the customers only when they hear it for the second time.
 */
export function chargePointOperator(isStubborn: (reference: string) => boolean) {
  const sessions = new Map<string, { readonly reference: string; session: ChargingSession; stops: number }>();
  const stopped: string[] = [];
  const pushes: Push[] = [];
  const port: ChargePoints = {
    async start({ sessionId: id, reference, fulfillmentId }) {
      const status = fulfillmentId === '1' ? 'charging' : 'waiting';
      const known = sessions.get(id) ?? { reference, stops: 0, session: { id, status, energyWh: 0 } };
      sessions.set(id, known);
      return { accepted: true, session: known.session };
    },
    async stop(id) {
      stopped.push(id);
      const known = sessions.get(id);
      if (known === undefined) return undefined;
      const { reference, session } = known;
      if (session.status === 'ended' || session.status === 'faulted') return session;
      known.stops += 1;
      if (known.stops < 2 && isStubborn(reference)) return session;
      const energyWh = session.status === 'charging' ? METERED_WH : session.energyWh;
      known.session = { id, status: 'ended', energyWh, why: 'stopped' };
      pushes.push({ reference, session: known.session });
      return known.session;
    },
    session: async (id) => sessions.get(id)?.session,
  };
  return { sessions, stopped, pushes, port };
}
