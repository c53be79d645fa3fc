import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { play } from '../play.ts';
import { openStage } from '../stage.ts';
import { designs } from './designs.ts';

/** `npm run simulate:broken` plays every design that is broken on purpose until a promise is broken. One that keeps them all fails. */

const THREADS = 2;
const MOST_SEEDS = Number(process.argv[2] ?? 400);

interface Tried {
  readonly name: string;
  readonly seeds: number;
  readonly promise?: string;
}

async function main(): Promise<void> {
  const tried: Tried[] = [];
  await Promise.all(Array.from({ length: THREADS }, (_, thread) => inThread(thread, (one) => tell(one))));
  const caught = tried.filter(({ promise }) => promise !== undefined);
  const mean = caught.reduce((sum, { seeds }) => sum + seeds, 0) / caught.length;
  console.log(
    `${caught.length} of ${designs.length} broken designs were seen, after ${mean.toFixed(1)} seeds on average`,
  );
  process.exit(caught.length === designs.length ? 0 : 1);

  function tell(one: Tried): void {
    tried.push(one);
    console.log(`${one.promise ?? 'NOT SEEN'} after ${one.seeds} seeds: ${one.name}`);
  }
}

const inThread = (thread: number, hear: (tried: Tried) => void): Promise<void> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: thread, argv: process.argv.slice(2) });
    worker.on('message', (told: Tried | 'done') => {
      if (told !== 'done') return hear(told);
      resolve();
      void worker.terminate();
    });
    worker.on('error', reject);
  });

async function tryAll(thread: number): Promise<void> {
  for (const [index, { name, change }] of designs.entries())
    if (index % THREADS === thread) parentPort?.postMessage({ name, ...(await tryOne(change)) });
  parentPort?.postMessage('done');
}

async function tryOne(change: (typeof designs)[number]['change']): Promise<Omit<Tried, 'name'>> {
  const world = await openStage([change]);
  for (let seed = 1; seed <= MOST_SEEDS; seed++) {
    const promise = await play(world, seed).then(
      ({ broken: [first] }) => first?.promise,
      () => 'nothing-throws',
    );
    if (promise !== undefined) return { seeds: seed, promise };
  }
  return { seeds: MOST_SEEDS };
}

// What a broken design does not wait for fails where nobody looks.
process.on('unhandledRejection', () => undefined);

if (isMainThread) await main();
else await tryAll(workerData);
