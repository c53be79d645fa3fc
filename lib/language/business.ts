import type { Charging } from './charging.ts';

/**
 * Every business that the platform runs, with the words that it alone has. A line more here is a compile error everywhere
 * else where the business has to say something: `docs/adding-a-business.md` follows them.
 */
export interface Subjects {
  readonly 'ev-charging': Charging;
}

export type BusinessName = keyof Subjects & string;

/** The words of one business. */
export interface Subject {
  /** What a buyer of it wants, beside what all businesses sell. */
  readonly wanted: object;
  /** What a buyer may say to a running order. */
  readonly told: { readonly type: string };
  /** What is shown of a fulfillment of it. */
  readonly fulfillment: object;
}
