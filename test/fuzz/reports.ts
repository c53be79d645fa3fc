import { caseIdOf, nameOf } from '../../lib/flow/order/order-id.ts';
import { type Reported, reportParcel } from '../../lib/flow/order/reported.ts';
import { ConnectorChange, Session } from '../../lib/partners/charge-points/ocpi-2.2.1/ocpi.ts';
import { reportOfConnector, reportOfSession } from '../../lib/partners/charge-points/ocpi-2.2.1/reports.ts';
import { PaymentNotice } from '../../lib/partners/payments/rest/api.ts';
import { reportOf } from '../../lib/partners/payments/rest/reports.ts';
import type { Random } from '../memory/random.ts';
import type { Scene } from './scene.ts';
import type { Trip } from './trips.ts';

/** What partners say, with the right secret: as the doors of `functions/payments.ts` and `functions/charge-points.ts` understand it. */

export type Partner = 'payments' | 'sessions' | 'connectors';

export interface Push {
  readonly from: Partner;
  readonly body: unknown;
}

/** What a partner's bytes say to whom; `refused` where its door takes them for none of its messages. */
export function heardIn(from: Partner, text: string): Reported | 'refused' | 'nothing' {
  const body = read(text);
  switch (from) {
    case 'payments': {
      const { data: notice } = PaymentNotice.safeParse(body);
      if (notice === undefined) return 'refused';
      if (notice.type === 'refund.completed' && notice.refund_id === undefined) return 'refused';
      return parcelled('payments', reportOf(notice), notice.reference);
    }
    case 'sessions': {
      const { data: session } = Session.safeParse(body);
      if (session === undefined) return 'refused';
      return parcelled('charge-points', reportOfSession(session), session.cdr_token.contract_id);
    }
    case 'connectors': {
      const { data: change } = ConnectorChange.safeParse(body);
      return change === undefined
        ? 'refused'
        : parcelled('charge-points', reportOfConnector(change), change.location_id);
    }
    default:
      return from satisfies never;
  }
}

const parcelled = (from: string, said: Reported | undefined, group: string) =>
  said === undefined ? 'nothing' : reportParcel(from, said, group).body;

function read(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whose it is, for a payment that somebody made, or declined. */
export function paymentPush(trip: Trip, scene: Scene, random: Random): Push | undefined {
  const payment = [...scene.world.payments.values()].findLast(({ reference }) => reference === referenceOf(trip));
  if (payment === undefined) return undefined;
  const { id, reference, amount, currency } = payment;
  return {
    from: 'payments',
    body: {
      type: random.below(8) === 0 ? 'payment.declined' : 'payment.paid',
      payment_id: id,
      reference,
      amount,
      currency,
      at: new Date(scene.now()).toISOString(),
    },
  };
}

/** A refund that was asked for has gone through. */
export function refundPush(trip: Trip, scene: Scene): Push | undefined {
  const refund = scene.world.refunds.findLast(({ reference }) => reference === referenceOf(trip));
  if (refund === undefined) return undefined;
  const { id: refund_id, paymentId: payment_id, reference, amount, currency } = refund;
  const at = new Date(scene.now()).toISOString();
  return {
    from: 'payments',
    body: { type: 'refund.completed', payment_id, refund_id, reference, amount, currency, at },
  };
}

/** The meter of a session goes on, or its end is told. */
export function sessionPush(trip: Trip, scene: Scene, random: Random): Push | undefined {
  const own = [...scene.world.sessions.values()].findLast(({ reference }) => reference === referenceOf(trip));
  if (own === undefined) return undefined;
  const energyWh = own.session.energyWh + random.below(1500);
  const isOver = own.session.status === 'ended' || random.below(4) === 0;
  own.session = { ...own.session, status: isOver ? 'ended' : 'charging', energyWh };
  const at = new Date(scene.now()).toISOString();
  return {
    from: 'sessions',
    body: {
      id: own.session.id,
      authorization_reference: own.session.id,
      start_date_time: at,
      kwh: energyWh / 1000,
      cdr_token: { uid: caseIdOf(keyOf(trip)), type: 'OTHER', contract_id: own.reference },
      auth_method: 'COMMAND',
      location_id: trip.place.provider,
      evse_uid: trip.place.fulfillment,
      connector_id: '1',
      charging_periods: [
        {
          start_date_time: at,
          dimensions: [
            { type: 'STATE_OF_CHARGE', volume: 42 },
            { type: 'POWER', volume: 21.5 },
            { type: 'CURRENT', volume: 32 },
          ],
        },
      ],
      status: isOver ? random.pick(['COMPLETED', 'COMPLETED', 'INVALID']) : 'ACTIVE',
      last_updated: at,
      beckn_energy: { end_reason: isOver ? random.pick(['full', 'unplugged', 'stopped']) : undefined },
    },
  };
}

export const connectorPush = ({ place }: Trip, scene: Scene, random: Random): Push => ({
  from: 'connectors',
  body: {
    location_id: place.provider,
    evse_uid: place.fulfillment,
    status: 'AVAILABLE',
    last_updated: new Date(scene.now()).toISOString(),
    beckn_energy: {
      event: random.pick(['plugged', 'plugged', 'unplugged', 'unplugged', 'faulted', 'cleared', 'cleared']),
    },
  },
});

const keyOf = ({ buyer, transactionId }: Trip) => ({ buyerId: buyer, transactionId });

export const referenceOf = (trip: Trip): string => nameOf(keyOf(trip));
