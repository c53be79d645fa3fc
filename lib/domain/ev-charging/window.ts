import type { Span } from '../../language/span.ts';
import { type Refused, refuse } from '../decision.ts';
import { times } from './policy.ts';
import type { Terms } from './terms.ts';

const MINUTE = 60_000;

/** When a charge has had the time that was bought. */
export const timeLimit = (state: { readonly startedAt: number; readonly terms: Pick<Terms, 'limit'> }): number =>
  state.startedAt + (state.terms.limit.kind === 'time' ? state.terms.limit.milliseconds : Number.POSITIVE_INFINITY);

export interface Window {
  readonly start: number;
  /** Absent for who comes at once: it ends when enough is delivered. */
  readonly end?: number;
  readonly reserved: boolean;
}

/** The window that was asked for, if it is one that can be sold; without one it begins now. */
export function chooseWindow(asked: Partial<Span> | undefined, at: number): Window | Refused {
  if (asked?.start === undefined && asked?.end === undefined) return { start: at, reserved: false };
  const { start, end } = asked;
  if (start === undefined || end === undefined)
    return refuse('not-allowed', 'a window needs both its start and its end, or its duration in place of the end');
  const length = end - start;
  if (length < times.shortestWindow || length > times.longestWindow)
    return refuse(
      'not-allowed',
      `a window of ${times.shortestWindow / MINUTE} minutes to ${times.longestWindow / 60 / MINUTE} hours was expected`,
    );
  if (start < at - MINUTE) return refuse('not-allowed', 'the window begins in the past: choose a later one');
  if (start > at + times.furthestAhead)
    return refuse('not-allowed', 'windows can be booked up to 30 days ahead: choose an earlier one');
  return { start, end, reserved: true };
}
