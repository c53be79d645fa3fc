import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { type Played, play, sceneOf } from './play.ts';
import { shrink, told } from './shrink.ts';
import { openStage } from './stage.ts';
import { BEGINNING } from './world.ts';

/** `npm run simulate -- --seed N` plays one seed and tells its story; `--seeds N` plays so many, from `--from` on. */

const THREADS = 2;
const MOST_TOLD = 10;

interface Part {
  readonly from: number;
  readonly to: number;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string' },
      seeds: { type: 'string', default: '2000' },
      from: { type: 'string', default: '1' },
    },
  });
  if (values.seed !== undefined) return tellOne(Number(values.seed));
  const [from, many] = [Number(values.from), Number(values.seeds)];
  const begun = Date.now();
  const failed: Played[] = [];
  let [done, calls, messages] = [0, 0, 0];
  const hear = (played: readonly Played[]) => {
    done += played.length;
    for (const one of played) {
      calls += one.calls;
      messages += one.messages;
      if (one.broken.length > 0) failed.push(one);
    }
    const seconds = Math.round((Date.now() - begun) / 1000);
    console.log(`${done} of ${many} seeds, ${failed.length} failed, ${seconds} s`);
  };
  const size = Math.ceil(many / THREADS);
  const parts = Array.from({ length: THREADS }, (_, index) => ({
    from: from + index * size,
    to: Math.min(from + many, from + (index + 1) * size),
  }));
  await Promise.all(parts.map((part) => inThread(part, hear)));
  console.log(`${messages} requests of buyers, ${calls} calls of functions`);
  const first = failed.toSorted((one, other) => one.seed - other.seed).slice(0, MOST_TOLD);
  for (const { seed, broken } of first) console.log(`seed ${seed}: ${broken[0]?.promise}: ${broken[0]?.what}`);
  process.exit(failed.length === 0 ? 0 : 1);
}

const inThread = (part: Part, hear: (played: readonly Played[]) => void): Promise<void> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: part });
    worker.on('message', (played: readonly Played[] | 'done') => {
      if (played !== 'done') return hear(played);
      resolve();
      void worker.terminate();
    });
    worker.on('error', reject);
  });

async function playPart({ from, to }: Part): Promise<void> {
  const world = await openStage();
  let played: Played[] = [];
  for (let seed = from; seed < to; seed++) {
    played.push(await play(world, seed));
    if (played.length < 100 && seed + 1 < to) continue;
    parentPort?.postMessage(played);
    played = [];
  }
  parentPort?.postMessage('done');
}

const inMinutes = (time: number) => ((time - BEGINNING) / 60_000).toFixed(1);

async function tellOne(seed: number): Promise<void> {
  const world = await openStage();
  const scene = sceneOf(seed);
  const { broken } = await play(world, seed, scene);
  const [first] = broken;
  if (first === undefined) {
    console.log(`seed ${seed}: every promise is kept`);
    process.exit(0);
  }
  const least = await shrink(world, seed, scene, first.promise);
  const again = await play(world, seed, least);
  const { outages, until, ...often } = least.weather;
  const trouble = Object.entries(often).filter(([, value]) => value !== 0);
  console.log(`seed ${seed} breaks: ${first.promise}`);
  for (const line of told(least.story)) console.log(`  ${line}`);
  console.log(`  trouble: ${trouble.map(([name, value]) => `${name} ${value.toFixed(3)}`).join(', ') || 'none'}`);
  for (const { who, from, to } of outages)
    console.log(`  ${who} is down from minute ${inMinutes(from)} to ${inMinutes(to)}`);
  for (const { promise, what } of again.broken) console.log(`  ${promise}: ${what}`);
  process.exit(1);
}

if (isMainThread) await main();
else await playPart(workerData as Part);
