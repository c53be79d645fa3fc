import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measureBundles } from '../lib/bench/bundles/measure.ts';
import { Generator } from '../lib/bench/load/generator-process.ts';
import { measureLevels, tryMishaps } from '../lib/bench/load/measure.ts';
import { NetworkProcess } from '../lib/bench/load/network-process.ts';
import { pageOf } from '../lib/bench/page/page.ts';
import { targetsOf } from '../lib/bench/page/targets.ts';
import { measureReceive } from '../lib/bench/receive/measure.ts';
import { measureRequests } from '../lib/bench/requests/measure.ts';
import { bundleFunctions } from '../lib/constructs/bundle.ts';

const begun = performance.now();
const page = join(import.meta.dirname, '../docs/benchmark.md');

/** Measures what the platform costs, and writes docs/benchmark.md. */
async function main(): Promise<void> {
  if (process.platform !== 'linux') throw new Error('threads and memory are read from /proc: this needs Linux');
  const folder = await mkdtemp(join(tmpdir(), 'beckn-bench-'));
  const generator = await Generator.start();
  try {
    tell('bundles');
    const deployed = await bundleFunctions(join(folder, 'bundles'));
    const bundles = await measureBundles(deployed);
    tell('receive against the floor');
    const receive = await measureReceive(folder, deployed);
    tell('a network, and pairs through it');
    const underLoad = await measureNetwork(folder, generator);
    tell('requests to the cloud');
    const requests = await measureRequests(folder, generator);
    const results = { bundles, receive, ...underLoad, requests };
    await writeFile(page, pageOf(results, new Date()));
    for (const { name, measured, isMet } of targetsOf(results))
      console.log(`${isMet ? 'met    ' : 'NOT MET'}  ${name}: ${measured}`);
    tell(`written to ${page}`);
  } finally {
    generator.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function measureNetwork(folder: string, generator: Generator) {
  const network = await NetworkProcess.start(folder, generator.registration);
  try {
    await generator.join(network.url);
    const levels = await measureLevels(network, generator, ({ inFlight, report: { perSecond, callback }, cpu }) =>
      tell(
        `  ${inFlight} in flight: ${perSecond.toFixed(0)} pairs/s, callback p99 ${callback.p99.toFixed(0)} ms, ` +
          `functions ${cpu.functions.toFixed(2)} ms of CPU a pair`,
      ),
    );
    const peakMemory = network.peakMemory();
    tell('mishaps');
    const trials = await tryMishaps(network, generator);
    return { levels, peakMemory, trials };
  } finally {
    await network.end('SIGTERM');
  }
}

function tell(text: string): void {
  console.log(`${((performance.now() - begun) / 1000).toFixed(0).padStart(4)} s  ${text}`);
}

await main();
