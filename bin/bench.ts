import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleFunctions } from '../lib/constructs/bundle.ts';
import { measureBundles } from '../lib/lab/bench/bundles/measure.ts';
import { measureGrowth } from '../lib/lab/bench/growth/measure.ts';
import { Generator } from '../lib/lab/bench/load/generator-process.ts';
import { type Level, measureLevels, tryMishaps } from '../lib/lab/bench/load/measure.ts';
import { NetworkProcess } from '../lib/lab/bench/load/network-process.ts';
import { pageOf } from '../lib/lab/bench/page/page.ts';
import { targetsOf } from '../lib/lab/bench/page/targets.ts';
import { measureReceive } from '../lib/lab/bench/receive/measure.ts';
import { measureRequests } from '../lib/lab/bench/requests/measure.ts';

const RUNS = 3;

const begun = performance.now();
const page = join(import.meta.dirname, '../docs/benchmark.md');

/** Measures what the platform costs, and writes docs/benchmark.md. Fails where a target was met in no run. */
async function main(): Promise<void> {
  if (process.platform !== 'linux') throw new Error('threads and memory are read from /proc: this needs Linux');
  const folder = await mkdtemp(join(tmpdir(), 'beckn-bench-'));
  const generator = await Generator.start();
  try {
    tell('bundles');
    const deployed = await bundleFunctions(join(folder, 'bundles'));
    const bundles = await measureBundles(deployed);
    tell('receive against the floor');
    const receive = await repeatedly(() => measureReceive(folder, deployed));
    const underLoad = await measureNetworks(folder, generator);
    const growth = await repeatedly((run) => {
      tell(`what grows, ${run} of ${RUNS}`);
      return measureGrowth(join(folder, `growth-${run}`), generator);
    });
    tell('requests to the cloud');
    const requests = await measureRequests(folder, generator);
    const results = { bundles, receive, ...underLoad, growth, requests };
    await writeFile(page, pageOf(results, new Date()));
    const targets = targetsOf(results);
    for (const { name, measured, verdict } of targets) console.log(`${verdict.padEnd(22)} ${name}: ${measured}`);
    if (targets.some(({ verdict }) => verdict === 'not met')) process.exitCode = 1;
    tell(`written to ${page}`);
  } finally {
    generator.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function measureNetworks(folder: string, generator: Generator) {
  const runs = await repeatedly(async (run) => {
    tell(`network ${run} of ${RUNS}, and pairs through it`);
    const network = await NetworkProcess.start(join(folder, `network-${run}`), generator.registration);
    try {
      await generator.join(network.url);
      const levels = await measureLevels(network, generator, tellLevel);
      const peakMemory = network.peakMemory();
      if (run < RUNS) return { levels, peakMemory };
      tell('mishaps');
      return { levels, peakMemory, trials: await tryMishaps(network, generator) };
    } finally {
      await network.end('SIGTERM');
    }
  });
  const trials = runs.at(-1)?.trials;
  if (trials === undefined) throw new Error('no mishap was tried');
  return { levels: runs.flatMap(({ levels }) => levels), peakMemory: runs.map(({ peakMemory }) => peakMemory), trials };
}

async function repeatedly<Result>(measure: (run: number) => Promise<Result>): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (let run = 1; run <= RUNS; run += 1) results.push(await measure(run));
  return results;
}

const tellLevel = ({ inFlight, report: { perSecond, callback }, cpu, coresOfOthers }: Level) =>
  tell(
    `  ${inFlight} in flight: ${perSecond.toFixed(0)} pairs/s, callback p99 ${callback.p99.toFixed(0)} ms, ` +
      `functions ${cpu.functions.toFixed(2)} ms of CPU a pair, others ${coresOfOthers.toFixed(2)} cores`,
  );

function tell(text: string): void {
  console.log(`${((performance.now() - begun) / 1000).toFixed(0).padStart(4)} s  ${text}`);
}

await main();
