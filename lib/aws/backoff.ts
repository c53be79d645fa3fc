export interface Backoff {
  readonly first: number;
  readonly longest: number;
}

/** How long to wait after so many failures at the most: doubled each time. In the unit of its bounds. */
export const backoff = ({ first, longest }: Backoff, failures: number): number =>
  Math.min(longest, first * 2 ** Math.max(0, failures - 1));

/** Half of it to all of it, by chance: what failed together does not come again together. */
export const jittered = (most: number, chance: () => number = Math.random): number => most * (0.5 + chance() / 2);

/** How often a message is tried, and how many seconds it waits in between: up to a quarter of an hour. For hours (decision 70). */
export const ATTEMPTS = 24;
export const RETRIES = { first: 1, longest: 900 } as const;

/** Whole seconds until a message is tried again after so many attempts. */
export const secondsUntilRetry = (attempts: number): number => Math.ceil(jittered(backoff(RETRIES, attempts)));
