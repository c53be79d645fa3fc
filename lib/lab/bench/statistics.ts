export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** The smallest value that so much of all is not above. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** A figure in all its runs. */
export interface Spread {
  readonly least: number;
  readonly median: number;
  readonly most: number;
}

export const spreadOf = (values: readonly number[]): Spread => ({
  least: Math.min(...values),
  median: median(values),
  most: Math.max(...values),
});

/** As pages and terminals show it: least / median / most. */
export const spreadText = ({ least, median, most }: Spread, digits = 0): string =>
  [least, median, most].map((value) => value.toFixed(digits)).join(' / ');
