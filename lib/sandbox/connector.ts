import * as z from 'zod';
import type { EndReason } from '../partners/charge-points/ocpi-2.2.1/ocpi.ts';
import { isRunaway, Session, settle } from './session.ts';

const MOST_PAST = 20;
const MOST_REFUSED = 20;

/** A physical connector: what hangs on it, whether it works, the session that it has or had last, and some before. */
export const Connector = z.object({
  /** Since when, in business time. */
  plugged: z.number().optional(),
  faulted: z.number().optional(),
  /** It gives half of its power since then. */
  derated: z.number().optional(),
  /** The next session runs away. */
  runaway: z.boolean().optional(),
  /** The next start fails; and the sessions of which that was so. */
  refusing: z.boolean().optional(),
  refused: z.array(z.string()).default([]),
  session: Session.optional(),
  past: z.array(Session).default([]),
});
export type Connector = z.infer<typeof Connector>;

export const hands = ['plug', 'unplug', 'fault', 'clear', 'stop', 'derate', 'runaway', 'refuse'] as const;
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
      return restored(connector, at);
    case 'stop':
      return end(connector, at, 'stopped-by-operator');
    case 'derate':
      return connector.derated === undefined ? slowed({ ...connector, derated: at }, at) : connector;
    case 'runaway':
      return letRun(connector);
    case 'refuse':
      return { ...connector, refusing: true };
    default:
      return hand satisfies never;
  }
}

/** Why a session cannot start here; undefined where it can, or is here already. */
export function refusalOf(connector: Connector, sessionId: string, at: number): string | undefined {
  const { session, faulted } = catchUp(connector, at);
  if (sessionIn(connector, sessionId) !== undefined) return undefined;
  if (connector.refusing || connector.refused.includes(sessionId)) return 'the charger does not start';
  if (faulted !== undefined) return 'the connector is out of order';
  return session !== undefined && session.ended === undefined ? 'the connector has another session' : undefined;
}

/** A start that comes again is refused again, and the next one is not. */
export const refuse = (connector: Connector, sessionId: string): Connector =>
  connector.refusing
    ? { ...connector, refusing: undefined, refused: [sessionId, ...connector.refused].slice(0, MOST_REFUSED) }
    : connector;

export function start(before: Connector, session: Session, at: number): Connector {
  const connector = catchUp(before, at);
  if (sessionIn(connector, session.id) !== undefined) return connector;
  const past = connector.session === undefined ? connector.past : [connector.session, ...connector.past];
  const next = { ...connector, session, past: past.slice(0, MOST_PAST), runaway: undefined };
  const running = connector.runaway ? letRun(next) : next;
  return begin(connector.derated === undefined ? running : slowed(running, at), at);
}

export const stop = (connector: Connector, sessionId: string, at: number): Connector =>
  end(catchUp(connector, at), at, 'stopped', (session) => session.id === sessionId && !isRunaway(session));

export const sessionIn = ({ session, past }: Connector, id: string): Session | undefined =>
  session?.id === id ? session : past.find((one) => one.id === id);

export const untouched: Connector = { past: [], refused: [] };

/** As it should be: in order, with all of its power, and obedient. */
function restored({ session, ...connector }: Connector, at: number): Connector {
  const whole = { ...connector, faulted: undefined, derated: undefined, runaway: undefined, refusing: undefined };
  if (session === undefined || session.ended !== undefined) return { ...whole, session };
  const derated = session.derated.map((span) => ({ until: at, ...span }));
  return { ...whole, session: { ...session, derated, runaway: session.runaway && { until: at, ...session.runaway } } };
}

function slowed(connector: Connector, at: number): Connector {
  const { session } = connector;
  if (session === undefined || session.ended !== undefined) return connector;
  return { ...connector, session: { ...session, derated: [...session.derated, { from: at }] } };
}

/** The session that has not begun to charge yet, or the next one. */
function letRun(connector: Connector): Connector {
  const { session } = connector;
  const isWaiting = session !== undefined && session.startedAt === undefined && session.ended === undefined;
  return isWaiting ? { ...connector, session: { ...session, runaway: {} } } : { ...connector, runaway: true };
}

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
