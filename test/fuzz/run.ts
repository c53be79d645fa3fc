import { parseArgs } from 'node:util';
import { describeFailure, fuzz } from './fuzz.ts';
import { told } from './tally.ts';

/** `npm run fuzz -- --count 1000000 --seed 7`, and `--only 4711` for one mutant of it again. */

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
  },
});
const count = natural('count', values.count);
const seed = natural('seed', values.seed);
const only = values.only === undefined ? undefined : natural('only', values.only);

const EVERY = 10_000;
const MOST_SHOWN = 20;
const begun = Date.now();
let shown = 0;

const { tally, failures, last } = await fuzz({
  seed,
  count,
  only,
  onFailure(failure) {
    shown += 1;
    if (shown <= MOST_SHOWN) console.error(`${describeFailure(failure)}\n`);
  },
  onProgress(played) {
    if (played % EVERY === 0) console.log(`${played} of ${count} in ${seconds()} s, ${amissOf(shown)}`);
  },
});

if (only !== undefined) console.log(`sent ${last?.sent}\ncame ${last?.came()}`);
console.log(
  `seed ${seed}: ${only === undefined ? count : `mutant ${only}`}, ${amissOf(failures.length)}, ${seconds()} s`,
);
console.log(`answers: ${told(tally.answers)}`);
console.log(`callbacks: ${tally.callbacks}, with errors: ${told(tally.errors)}`);
console.log(`stages that were met: ${told(tally.stages)}`);
console.log(`breaches of the schema that echo the sender: ${tally.echoes}`);
process.exitCode = failures.length === 0 ? 0 : 1;

function seconds(): number {
  return Math.round((Date.now() - begun) / 1000);
}

function amissOf(many: number): string {
  return many === 0 ? 'nothing amiss' : `${many} amiss`;
}

function natural(name: string, text: string): number {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number >= 0) return number;
  throw new Error(`--${name} takes a whole number from 0`);
}
