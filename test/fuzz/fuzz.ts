import { randomFrom } from '../memory/random.ts';
import { openPlay, type Played } from './play.ts';
import { Tally } from './tally.ts';

export interface Failure extends Played {
  readonly seed: number;
  /** The number of the mutant; what was sent between two of them counts with the later one. */
  readonly number: number;
}

interface Playing {
  readonly seed: number;
  readonly count: number;
  /** Plays that mutant alone, with what it takes to come to it. */
  readonly only?: number;
  readonly onFailure?: (failure: Failure) => void;
  readonly onProgress?: (played: number) => void;
}

/** So many mutants meet the same scene: then all begins anew, and each of them can be played again in no time. */
const SCENE = 250;

/** Plays mutants. The same seed, the same messages; numbers begin at 0. */
export async function fuzz({ seed, count, only, onFailure, onProgress }: Playing) {
  const tally = new Tally();
  const failures: Failure[] = [];
  const first = only === undefined ? 0 : only - (only % SCENE);
  const end = only === undefined ? count : only + 1;
  let last: Played | undefined;
  for (let begin = first; begin < end; begin += SCENE) {
    const play = openPlay(randomFrom(mixed(seed, begin / SCENE)), tally);
    for (let number = begin; number < Math.min(begin + SCENE, end); number++) {
      for (const one of [await play.onwards(), await play.mutant()]) {
        last = one;
        if (one.complaints.length === 0 || number !== (only ?? number)) continue;
        const failure = { ...one, seed, number };
        failures.push(failure);
        onFailure?.(failure);
      }
    }
    onProgress?.(Math.min(begin + SCENE, end));
  }
  return { tally, failures, last };
}

/** Seeds beside each other lead to scenes that have nothing in common. */
const mixed = (seed: number, scene: number): number =>
  Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(scene + 1, 0xc2b2ae35);

const MOST_CHARACTERS = 1500;

/** What has to be known to mend it, and to see it again. */
export const describeFailure = ({ seed, number, sent, came, complaints }: Failure): string =>
  [
    `mutant ${number} of seed ${seed} (npm run fuzz -- --seed ${seed} --only ${number}):`,
    ...complaints.map((complaint) => `- ${shortened(complaint)}`),
    `sent ${shortened(sent)}`,
    `came ${shortened(came())}`,
  ].join('\n');

const shortened = (text: string): string =>
  text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)} ... (${text.length} characters)` : text;
