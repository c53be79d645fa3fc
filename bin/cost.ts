import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesizeDeployment } from '../lib/lab/cost/deployment.ts';
import { measureJourneys } from '../lib/lab/cost/measure.ts';
import { pageOf } from '../lib/lab/cost/page/page.ts';

const page = join(import.meta.dirname, '../docs/cost.md');

/** Counts what journeys ask of the cloud, and writes docs/cost.md. */
async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'beckn-cost-'));
  try {
    const deployment = await synthesizeDeployment(folder);
    console.log('the templates are read; now every journey, twice');
    const journeys = await measureJourneys(folder);
    await writeFile(page, pageOf(journeys, deployment, new Date()));
    console.log(`written to ${page}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

await main();
