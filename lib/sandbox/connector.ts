import * as z from 'zod';
import type { EndReason } from '../partners/charge-points/ocpi-2.2.1/ocpi.ts';
import { Session, settle } from './session.ts';

const MOST_PAST = 20;

/** A physical connector: what hangs on it, whether it works, the session that it has or had last, and some before. */
export const Connector = z.object({
  /** Since when, in business time. */
  plugged: z.number().optional(),
  faulted: z.number().optional(),
  session: Session.optional(),
  past: z.array(Session).default([]),
});
export type Connector = z.infer<typeof Connector>;

export const hands = ['plug', 'unplug', 'fault', 'clear', 'stop'] as const;
export type Hand = (typeof hands)[number];

/** What somebody does at the connector. Doing it again changes nothing. */
export function touch(before: Connector, hand: Hand, at: number): Connector {
  const connector = catchUp(before, at);
  switch (hand) {
    case 'plug':
      return connector.plugged === undefined ? begin({ ...connector, plugged: at }, at) : connector;
    case 'unplug':
      return end({ ...connector, plugged: undefined }, at, 'unplugged', ({ startedAt }) => startedAt !== undefined);
    case 'fault':
      return connector.faulted === undefined ? end({ ...connector, faulted: at }, at, 'fault') : connector;
    case 'clear':
      return { ...connector, faulted: undefined };
    case 'stop':
      return end(connector, at, 'stopped-by-operator');
    default:
      return hand satisfies never;
  }
}

/** Why a session cannot start here; undefined where it can, or is here already. */
export function refusalOf(connector: Connector, sessionId: string, at: number): string | undefined {
  const { session, faulted } = catchUp(connector, at);
  if (sessionIn(connector, sessionId) !== undefined) return undefined;
  if (faulted !== undefined) return 'the connector is out of order';
  return session !== undefined && session.ended === undefined ? 'the connector has another session' : undefined;
}

export function start(before: Connector, session: Session, at: number): Connector {
  const connector = catchUp(before, at);
  if (sessionIn(connector, session.id) !== undefined) return connector;
  const past = connector.session === undefined ? connector.past : [connector.session, ...connector.past];
  return begin({ ...connector, session, past: past.slice(0, MOST_PAST) }, at);
}

export const stop = (connector: Connector, sessionId: string, at: number): Connector =>
  end(catchUp(connector, at), at, 'stopped', ({ id }) => id === sessionId);

export const sessionIn = ({ session, past }: Connector, id: string): Session | undefined =>
  session?.id === id ? session : past.find((one) => one.id === id);

export const untouched: Connector = { past: [] };

function begin(connector: Connector, at: number): Connector {
  const { session, plugged } = connector;
  const isReady = session !== undefined && session.startedAt === undefined && session.ended === undefined;
  return isReady && plugged !== undefined ? { ...connector, session: { ...session, startedAt: at } } : connector;
}

/** With its session over, the vehicle leaves. */
function end(
  connector: Connector,
  at: number,
  why: EndReason,
  concerns: (session: Session) => boolean = () => true,
): Connector {
  const { session } = connector;
  if (session === undefined || session.ended !== undefined || !concerns(session)) return connector;
  return { ...connector, plugged: undefined, session: { ...session, ended: { at, why } } };
}

/** What the session did by itself since. */
function catchUp(connector: Connector, at: number): Connector {
  if (connector.session === undefined) return connector;
  const session = settle(connector.session, at);
  return session === connector.session ? connector : { ...connector, plugged: undefined, session };
}
