import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { type Case, deaths, doubles, pairs, tried } from './exhaustive.ts';
import { play } from './play.ts';
import { openStage } from './stage.ts';

/** `npm run simulate:all` plays every death, every message twice, and every pair of commands, each so many milliseconds apart. */

const THREADS = 2;
const GAPS = [0, 2, 5, 10, 20, 40, 80];

interface Told {
  readonly kind: string;
  readonly cases: number;
  readonly broken: readonly string[];
}

async function main(): Promise<void> {
  const kinds = new Map<string, { cases: number; broken: string[] }>();
  const hear = ({ kind, cases, broken }: Told) => {
    const sum = kinds.get(kind) ?? { cases: 0, broken: [] };
    kinds.set(kind, { cases: sum.cases + cases, broken: [...sum.broken, ...broken] });
    for (const line of broken) console.log(line);
  };
  await Promise.all(Array.from({ length: THREADS }, (_, thread) => inThread(thread, hear)));
  for (const [kind, { cases, broken }] of kinds)
    console.log(`${kind}: ${cases} cases, ${broken.length} break a promise`);
  process.exit([...kinds.values()].every(({ broken }) => broken.length === 0) ? 0 : 1);
}

const inThread = (thread: number, hear: (told: Told) => void): Promise<void> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: thread });
    worker.on('message', (told: Told | 'done') => {
      if (told !== 'done') return hear(told);
      resolve();
      void worker.terminate();
    });
    worker.on('error', reject);
  });

async function playOwn(thread: number): Promise<void> {
  const world = await openStage();
  const counted = async (scene: Case['scene']) => (await play(world, 1, scene)).calls;
  const kinds = { 'messages twice': doubles(), deaths: deaths(counted), pairs: pairs(GAPS) };
  for (const [kind, cases] of Object.entries(kinds)) {
    let number = 0;
    const broken: string[] = [];
    let played = 0;
    for await (const one of cases) {
      number += 1;
      if (number % THREADS !== thread) continue;
      played += 1;
      const first = await tried(world, one);
      if (first !== undefined) broken.push(`${one.name}: ${first.promise}: ${first.what}`);
    }
    parentPort?.postMessage({ kind, cases: played, broken });
  }
  parentPort?.postMessage('done');
}

if (isMainThread) await main();
else await playOwn(workerData);
