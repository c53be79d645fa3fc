import * as z from 'zod';
import { EndReason } from '../partners/charge-points/ocpi-2.2.1/ocpi.ts';
import { energyAfter, roomWh, stateOfCharge, timeToReach } from './charging-curve.ts';

/** A session as the simulated operator keeps it: only what happened from outside. The rest follows from the time. */
export const Session = z.object({
  id: z.string(),
  reference: z.string(),
  kind: z.enum(['charging', 'swap']),
  powerW: z.number(),
  requestedWh: z.number(),
  providerId: z.string(),
  itemId: z.string(),
  fulfillmentId: z.string(),
  /** Business time in epoch milliseconds, as all times here. */
  acceptedAt: z.number(),
  startedAt: z.number().optional(),
  ended: z.object({ at: z.number(), why: EndReason }).optional(),
  /** When the connector gave half of its power. */
  derated: z.array(z.object({ from: z.number(), until: z.number().optional() })).default([]),
  /** It heeds neither limits nor stops that come over the wire, until then. */
  runaway: z.object({ until: z.number().optional() }).optional(),
});
export type Session = z.infer<typeof Session>;

export interface Reading {
  readonly status: 'waiting' | 'charging' | 'ended' | 'faulted';
  readonly energyWh: number;
  readonly stateOfCharge?: number;
  readonly why?: EndReason;
  /** When it was so: the time asked for, or the end. */
  readonly at: number;
}

const SWAP_MILLISECONDS = 5 * 60_000;
/** A charger that nobody stops gives no more than this share of what was asked for. */
const HARD_LIMIT = 1.02;
/** What a derated connector still gives of its power. */
const DERATED = 0.5;

/** The session at a time; what it does by itself by then included. */
export function read(session: Session, now: number): Reading {
  const { ended } = settle(session, now);
  const at = ended?.at ?? now;
  const energyWh = energyAt(session, at, ended?.why);
  const charge = session.kind === 'charging' && session.startedAt !== undefined ? stateOfCharge(energyWh) : undefined;
  const metered = { energyWh, stateOfCharge: charge, at };
  if (ended !== undefined) return { status: ended.why === 'fault' ? 'faulted' : 'ended', why: ended.why, ...metered };
  return { status: session.startedAt === undefined ? 'waiting' : 'charging', ...metered };
}

/** Writes down the end that came by itself: the battery is full, the swap is done. */
export function settle(session: Session, now: number): Session {
  if (session.ended !== undefined) return session;
  const end = ownEnd(session);
  return now < end.at ? session : { ...session, ended: end };
}

/** The moments that are reported without anybody asking: each quarter of what was asked for, and the end that comes by itself. */
export function milestones(session: Session): readonly number[] {
  const { kind, startedAt, powerW, requestedWh } = session;
  if (startedAt === undefined) return [];
  const whenIn = (milliseconds: number) => whenPassed(session, startedAt, milliseconds);
  const quarters = kind === 'swap' ? [] : [0.25, 0.5, 0.75, 1].map((part) => Math.ceil(part * requestedWh));
  const moments = quarters.map((energy) => whenIn(timeToReach(powerW, energy)));
  const reached = [...moments, ownEnd(session).at].filter(Number.isFinite);
  return [...new Set(reached)].sort((one, other) => one - other);
}

function ownEnd(session: Session): { readonly at: number; readonly why: EndReason } {
  const { kind, startedAt, powerW, requestedWh } = session;
  if (startedAt === undefined) return { at: Number.POSITIVE_INFINITY, why: 'full' };
  if (kind === 'swap') return { at: startedAt + SWAP_MILLISECONDS, why: 'swapped' };
  const goesOn = isRunaway(session) || hardLimit(requestedWh) < roomWh;
  const full = goesOn ? Number.POSITIVE_INFINITY : whenPassed(session, startedAt, timeToReach(powerW, roomWh));
  return { at: full, why: 'full' };
}

function energyAt(session: Session, at: number, why: EndReason | undefined): number {
  const { kind, startedAt, requestedWh } = session;
  if (startedAt === undefined) return 0;
  if (kind === 'swap') return why === 'swapped' || why === 'stopped' ? requestedWh : 0;
  return Math.round(Math.min(givenAt(session, startedAt, at), limitOf(session, startedAt)));
}

export const isRunaway = ({ runaway }: Session): boolean => runaway !== undefined && runaway.until === undefined;

/** What ran away and was caught gives no more than it had given by then. */
function limitOf(session: Session, startedAt: number): number {
  const { runaway, requestedWh } = session;
  if (isRunaway(session)) return Number.POSITIVE_INFINITY;
  const overrun = runaway?.until === undefined ? 0 : givenAt(session, startedAt, runaway.until);
  return Math.max(hardLimit(requestedWh), overrun);
}

const hardLimit = (requestedWh: number) => Math.floor(requestedWh * HARD_LIMIT);

const givenAt = (session: Session, startedAt: number, at: number): number =>
  energyAfter(session.powerW, passedBy(session, startedAt, at));

/** The milliseconds of full power that a session has had by then. */
const passedBy = ({ derated }: Session, startedAt: number, at: number): number =>
  derated.reduce(
    (passed, { from, until = at }) =>
      passed - (1 - DERATED) * Math.max(0, Math.min(until, at) - Math.max(from, startedAt)),
    at - startedAt,
  );

/** When a session has had that many milliseconds of full power. */
function whenPassed({ derated }: Session, startedAt: number, milliseconds: number): number {
  let [at, left] = [startedAt, milliseconds];
  for (const { from, until = Number.POSITIVE_INFINITY } of derated) {
    const begin = Math.max(from, at);
    if (until <= begin) continue;
    if (left <= begin - at) return at + left;
    left -= begin - at;
    const slow = (until - begin) * DERATED;
    if (left <= slow) return Math.ceil(begin + left / DERATED);
    left -= slow;
    at = until;
  }
  return Math.ceil(at + left);
}
