import * as z from 'zod';
import { shelf } from '../aws/simulator-store.ts';
import type { StartSession } from '../partners/charge-points/ocpi-2.2.1/ocpi.ts';
import * as connectors from './connector.ts';
import type { Errands } from './errands.ts';
import type { Place } from './places.ts';
import { milestones, type Session } from './session.ts';
import { connectorView, isTold, sessionView } from './session-view.ts';

export interface Operator {
  readonly table: string;
  readonly errands: Errands;
}

/**
 * The simulated charge point operator. `touch`, `start` and `stop` first store the new state of the connector and then
 * send the errands that follow from this state. If a call fails in between, the caller repeats it: the state stays as it
 * is, and the errands are sent.
 */
export function chargePointOperator({ table, errands }: Operator) {
  const stands = shelf(table, 'connector', connectors.Connector);
  const places = shelf(table, 'session', z.object({ standId: z.string() }));

  return {
    find,

    async touch(place: Place, hand: connectors.Hand, at: number): Promise<connectors.Connector> {
      const stand = await stands.change(idOf(place), (current = connectors.untouched) =>
        connectors.touch(current, hand, at),
      );
      if (isTold(hand)) {
        const since = { plug: stand.plugged, unplug: at, fault: stand.faulted, clear: at }[hand];
        await errands.send({ kind: 'tell-connector', change: connectorView(place, hand, since ?? at) }, idOf(place));
      }
      if (stand.session !== undefined) await follow(stand.session, hand, at);
      return stand;
    },

    /** Why not, or undefined when the session was taken. */
    async start(command: StartSession, at: number): Promise<string | undefined> {
      const session = sessionOf(command, at);
      const standId = idOf(session);
      await places.change(session.id, (current) => current ?? { standId });
      let refusal: string | undefined;
      const stand = await stands.change(standId, (current = connectors.untouched) => {
        refusal = connectors.refusalOf(current, session.id, at);
        return refusal === undefined ? connectors.start(current, session, at) : connectors.refuse(current, session.id);
      });
      if (refusal === undefined) await schedule(connectors.sessionIn(stand, session.id), at);
      return refusal;
    },

    async stop(sessionId: string, at: number): Promise<boolean> {
      const { standId } = (await places.find(sessionId)) ?? {};
      if (standId === undefined) return false;
      const stand = await stands.change(standId, (current = connectors.untouched) =>
        connectors.stop(current, sessionId, at),
      );
      const session = connectors.sessionIn(stand, sessionId);
      if (session !== undefined) await tell(session, at);
      return session !== undefined;
    },
  };

  async function find(sessionId: string): Promise<Session | undefined> {
    const place = await places.find(sessionId);
    const stand = place && (await stands.find(place.standId));
    return stand && connectors.sessionIn(stand, sessionId);
  }

  async function follow(session: Session, hand: connectors.Hand, now: number): Promise<void> {
    const { startedAt, ended } = session;
    if (hand === 'plug' && startedAt !== undefined && ended === undefined) {
      await tell(session, startedAt);
      await schedule(session, now);
    }
    // It comes to its quarters at other times now.
    if ((hand === 'derate' || hand === 'clear') && ended === undefined) await schedule(session, now);
    if (ended !== undefined && ended.why === reasons[hand]) await tell(session, ended.at);
  }

  async function schedule(session: Session | undefined, now: number): Promise<void> {
    if (session === undefined || session.ended !== undefined) return;
    const errand = (at: number) => ({ kind: 'read-session', sessionId: session.id, at }) as const;
    await Promise.all(milestones(session).map((at) => errands.sendAt(at, errand(at), now)));
  }

  async function tell(session: Session, at: number): Promise<void> {
    await errands.send({ kind: 'tell-session', session: sessionView(session, at) }, idOf(session));
  }
}

/** Why a session has ended when it was this hand that did it. */
const reasons: Readonly<Partial<Record<connectors.Hand, string>>> = {
  unplug: 'unplugged',
  fault: 'fault',
  stop: 'stopped-by-operator',
};

const idOf = ({ providerId, fulfillmentId }: Pick<Place, 'providerId' | 'fulfillmentId'>): string =>
  JSON.stringify([providerId, fulfillmentId]);

const sessionOf = (command: StartSession, at: number): Session => ({
  id: command.authorization_reference,
  reference: command.token.contract_id,
  kind: command.beckn_energy.kind,
  powerW: command.beckn_energy.power_w,
  requestedWh: command.beckn_energy.energy_wh,
  providerId: command.location_id,
  itemId: command.connector_id,
  fulfillmentId: command.evse_uid,
  acceptedAt: at,
  derated: [],
});
