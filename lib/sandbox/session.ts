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
  const quarters = kind === 'swap' ? [] : [0.25, 0.5, 0.75, 1].map((part) => Math.ceil(part * requestedWh));
  const moments = quarters.map((energy) => startedAt + timeToReach(powerW, energy));
  const reached = [...moments, ownEnd(session).at].filter(Number.isFinite);
  return [...new Set(reached)].sort((one, other) => one - other);
}

function ownEnd({ kind, startedAt, powerW, requestedWh }: Session): { readonly at: number; readonly why: EndReason } {
  if (startedAt === undefined) return { at: Number.POSITIVE_INFINITY, why: 'full' };
  if (kind === 'swap') return { at: startedAt + SWAP_MILLISECONDS, why: 'swapped' };
  const isLimited = hardLimit(requestedWh) < roomWh;
  return { at: isLimited ? Number.POSITIVE_INFINITY : startedAt + timeToReach(powerW, roomWh), why: 'full' };
}

function energyAt({ kind, startedAt, powerW, requestedWh }: Session, at: number, why: EndReason | undefined): number {
  if (startedAt === undefined) return 0;
  if (kind === 'swap') return why === 'swapped' || why === 'stopped' ? requestedWh : 0;
  return Math.round(Math.min(energyAfter(powerW, at - startedAt), hardLimit(requestedWh)));
}

const hardLimit = (requestedWh: number) => Math.floor(requestedWh * HARD_LIMIT);
