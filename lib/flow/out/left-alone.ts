import { NotOurs } from '../ports/not-ours.ts';

/** Thrown instead of trying a receiver that has been failing: others come first. */
export class PutOff extends NotOurs {}

const FAILURES = 3;
const PAUSE_MILLISECONDS = 30_000;
const MOST_RECEIVERS = 1000;

/** Who has failed several times in a row, as far as it was seen here, and is left alone for a while. */
export interface LeftAlone {
  has(receiver: string): boolean;
  failed(receiver: string): void;
  answered(receiver: string): void;
}

export function leftAlone(now: () => number): LeftAlone {
  const failing = new Map<string, { readonly failures: number; readonly since: number }>();
  return {
    has(receiver) {
      const { failures, since } = failing.get(receiver) ?? { failures: 0, since: 0 };
      return failures >= FAILURES && now() - since < PAUSE_MILLISECONDS;
    },
    failed(receiver) {
      if (failing.size >= MOST_RECEIVERS) failing.clear();
      failing.set(receiver, { failures: (failing.get(receiver)?.failures ?? 0) + 1, since: now() });
    },
    answered(receiver) {
      failing.delete(receiver);
    },
  };
}
