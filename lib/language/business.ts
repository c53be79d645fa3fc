import type { Charging } from './charging.ts';

/**
 * Every business that the platform runs, with the words that it alone has. A line more here is a compile error everywhere
 * else where the business has to say something: `docs/adding-a-business.md` follows them.
 */
export interface Subjects {
  readonly 'ev-charging': Charging;
}

export type BusinessName = keyof Subjects & string;
