/** Chance that can be had again: the same seed, the same draws (mulberry32). */
export interface Random {
  /** A whole number from 0, below the bound. */
  below(bound: number): number;
  between(least: number, most: number): number;
  pick<Value>(values: readonly [Value, ...Value[]]): Value;
  /** From 0, below 1. */
  fraction(): number;
  /** True that often. */
  often(share: number): boolean;
}

export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const draw = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (bound: number) => Math.floor(draw() * bound);
  return {
    below,
    between: (least, most) => least + below(most - least + 1),
    pick: (values) => values[below(values.length)] ?? values[0],
    fraction: draw,
    often: (share) => draw() < share,
  };
}
