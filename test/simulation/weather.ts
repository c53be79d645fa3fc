import type { Random } from '../memory/random.ts';
import type { Fate } from './cloud/functions.ts';

/** How badly things go, and until when. Each number is how often; a fault that has a name can be switched off alone. */
export interface Weather {
  /** A call is lost before anybody hears of it. */
  readonly lostBefore: number;
  /** It is done, and the answer is lost. */
  readonly lostAfter: number;
  /** A service says that it is too much. */
  readonly throttled: number;
  /** It takes seconds. */
  readonly slow: number;
  readonly dies: number;
  readonly skewMilliseconds: number;
  readonly stale: number;
  readonly short: number;
  readonly twice: number;
  readonly partly: number;
  /** Partners and buyers: what they answer goes wrong in one of many ways. */
  readonly outsiders: number;
  /** Reports of partners that never come. */
  readonly silent: number;
  /** Somebody who answers nobody for a while. */
  readonly outages: readonly Outage[];
  /** From then on all goes well. */
  readonly until: number;
}

export interface Outage {
  /** How the name of his host begins. */
  readonly who: string;
  readonly from: number;
  readonly to: number;
}

export const calm: Weather = {
  lostBefore: 0,
  lostAfter: 0,
  throttled: 0,
  slow: 0,
  dies: 0,
  skewMilliseconds: 0,
  stale: 0,
  short: 0,
  twice: 0,
  partly: 0,
  outsiders: 0,
  silent: 0,
  outages: [],
  until: 0,
};

const MINUTE = 60_000;
const anybody = [
  'dynamodb',
  'sqs',
  'events',
  'scheduler',
  'secretsmanager',
  'registry',
  'payments',
  'charging',
  'rider',
  'driver',
] as const;

/** Some kinds of trouble at a time, some of them often: all at once would let nothing happen. */
export function weatherOf(random: Random, beginning: number, until: number): Weather {
  const share = (most: number) => (random.often(0.45) ? most * random.fraction() ** 2 : 0);
  return {
    lostBefore: share(0.15),
    lostAfter: share(0.15),
    throttled: share(0.2),
    slow: share(0.15),
    dies: share(0.08),
    skewMilliseconds: random.often(0.3) ? random.below(2000) : 0,
    stale: share(0.8),
    short: share(0.8),
    twice: share(0.4),
    partly: share(0.3),
    outsiders: share(0.4),
    silent: share(0.5),
    outages: Array.from({ length: random.pick([0, 0, 1, 2]) }, () => {
      const from = beginning + random.below(until - beginning);
      return { who: random.pick(anybody), from, to: Math.min(until, from + random.pick([0.5, 2, 20, 30]) * MINUTE) };
    }),
    until,
  };
}

export const fateIn =
  (random: Random, { dies }: Weather): Fate =>
  () => {
    if (!random.often(dies)) return undefined;
    return random.often(0.5) ? 'dies-before' : 'dies-after';
  };
