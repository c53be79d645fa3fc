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

/** A charge point operator: the cable of the first connector is plugged in, that of the second is not. */
export function chargePointOperator() {
  const sessions = new Map<string, { readonly reference: string; session: ChargingSession }>();
  const stopped: string[] = [];
  const port: ChargePoints = {
    async start({ sessionId: id, reference, fulfillmentId }) {
      const status = fulfillmentId === '1' ? 'charging' : 'waiting';
      const known = sessions.get(id) ?? { reference, session: { id, status, energyWh: 0 } };
      sessions.set(id, known);
      return { accepted: true, session: known.session };
    },
    async stop(id) {
      stopped.push(id);
      const known = sessions.get(id);
      if (known === undefined) throw new Error('there is no such session');
      const energyWh = known.session.status === 'charging' ? METERED_WH : known.session.energyWh;
      known.session = { id, status: 'ended', energyWh };
      return known.session;
    },
    session: async (id) => sessions.get(id)?.session,
  };
  return { sessions, stopped, port };
}
