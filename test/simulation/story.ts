import type { Random } from '../memory/random.ts';
import { buyerIds, uuidOf } from './outside/buyers.ts';

/** What people do, and when: minutes after the beginning. */
export type Step = { readonly at: number } & (
  | { readonly kind: 'ask'; readonly who: number; readonly word: Word }
  /** The same bytes once more. */
  | { readonly kind: 'repeat'; readonly who: number; readonly word: Word }
  | { readonly kind: 'pay'; readonly who: number; readonly outcome: 'paid' | 'declined' }
  | {
      readonly kind: 'handle';
      readonly connector: string;
      readonly event: 'plugged' | 'unplugged' | 'faulted' | 'cleared';
    }
  | { readonly kind: 'staff'; readonly who: number }
);

export const words = ['select', 'init', 'confirm', 'start', 'end', 'move', 'cancel', 'rate', 'help', 'status'] as const;
export type Word = (typeof words)[number];

export interface Customer {
  readonly buyer: string;
  readonly transactionId: string;
  readonly phone: string;
  readonly connector: string;
  /** Minutes after the beginning. */
  readonly window: { readonly start: number; readonly end: number };
  readonly kWh: string;
}

export interface Story {
  readonly customers: readonly Customer[];
  readonly steps: readonly Step[];
}

export function storyOf(random: Random, seed: number): Story {
  const customers = Array.from({ length: random.pick([1, 2, 2, 3]) }, (_, index) => customerOf(random, seed, index));
  // Now and then all begin at one moment.
  const isRush = random.often(0.25);
  const steps = customers.flatMap((customer, who) => lifeOf(random, customer, who, isRush ? 0.5 : undefined));
  return { customers, steps: steps.toSorted((one, other) => one.at - other.at) };
}

function customerOf(random: Random, seed: number, index: number): Customer {
  const start = random.pick([6, 10, 20]);
  return {
    buyer: random.pick(buyerIds),
    transactionId: uuidOf(`customer ${index} of ${seed}`),
    phone: `+91-98000${index}${String(seed).padStart(5, '0').slice(-5)}`,
    connector: random.pick(['1', '1', '2']),
    window: { start, end: start + random.pick([60, 100]) },
    kWh: random.pick(['4', '15', '30']),
  };
}

/** The life that most have, with what goes otherwise. */
function lifeOf(random: Random, { connector, window }: Customer, who: number, rush?: number): readonly Step[] {
  const soon = (most: number) => random.fraction() * most;
  const begin = rush ?? soon(2);
  const planned: Step[] = [
    { at: begin, kind: 'ask', who, word: 'select' },
    { at: begin + 0.2 + (rush === undefined ? soon(1) : soon(0.0005)), kind: 'ask', who, word: 'init' },
    { at: begin + 1.5 + soon(2), kind: 'pay', who, outcome: random.often(0.9) ? 'paid' : 'declined' },
    { at: begin + 2 + soon(3), kind: 'ask', who, word: 'confirm' },
    { at: window.start + soon(8), kind: 'handle', connector, event: 'plugged' },
    { at: window.start + soon(8), kind: 'ask', who, word: 'start' },
    ...(random.often(0.6)
      ? [{ at: window.start + 8 + soon(60), kind: 'ask' as const, who, word: 'end' as const }]
      : []),
    { at: window.start + 12 + soon(90), kind: 'handle', connector, event: 'unplugged' },
  ];
  const told = planned.filter(() => random.often(0.93));
  const again = told.flatMap((step): readonly Step[] => {
    if (step.kind !== 'ask' || !random.often(0.15)) return [];
    return [{ at: step.at + soon(0.5), kind: random.often(0.6) ? 'repeat' : 'ask', who, word: step.word }];
  });
  const besides = Array.from({ length: random.below(3) }, (): Step => {
    const at = soon(window.start + 60);
    return random.often(0.85)
      ? { at, kind: 'ask', who, word: random.pick(words) }
      : random.often(0.5)
        ? { at, kind: 'staff', who }
        : { at, kind: 'handle', connector, event: random.pick(['faulted', 'cleared', 'unplugged', 'plugged']) };
  });
  const looks = told.flatMap((step): readonly Step[] =>
    step.kind === 'ask' && random.often(0.12) ? [{ at: step.at + soon(0.02), kind: 'ask', who, word: 'status' }] : [],
  );
  // Two wishes that contradict each other, at one moment.
  const against = told.flatMap((step): readonly Step[] =>
    step.kind === 'ask' && random.often(0.12)
      ? [
          {
            at: step.at + soon(0.05),
            kind: 'ask',
            who,
            word: random.pick(['cancel', 'cancel', 'move', 'end', 'start', 'init']),
          },
        ]
      : [],
  );
  return [...told, ...again, ...besides, ...looks, ...against];
}
