export interface Backoff {
  readonly first: number;
  readonly longest: number;
}

/** How long to wait after so many failures at the most: doubled each time. In the unit of its bounds. */
export const backoff = ({ first, longest }: Backoff, failures: number): number =>
  Math.min(longest, first * 2 ** Math.max(0, failures - 1));

/** Half of it to all of it, by chance: what failed together does not come again together. */
export const jittered = (most: number, chance: () => number = Math.random): number => most * (0.5 + chance() / 2);
