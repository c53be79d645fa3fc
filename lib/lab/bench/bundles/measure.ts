import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { envNames } from '../../../aws/env.ts';
import type { Bundle } from '../../../constructs/bundle.ts';
import { type Spread, spreadOf } from '../statistics.ts';

export interface MeasuredBundle {
  readonly source: string;
  readonly kilobytes: number;
  readonly kilobytesBesidesSdk: number;
  readonly importMs: Spread;
  /** Whether it could talk to a table at all. */
  readonly hasTables: boolean;
}

const TIMES = 3;

/** Loads each bundle as a cold start does, in a process of its own. */
export async function measureBundles(bundles: ReadonlyMap<string, Bundle>): Promise<readonly MeasuredBundle[]> {
  const measured: MeasuredBundle[] = [];
  for (const [source, { folder, bytes, sdkBytes }] of bundles) {
    const file = join(folder, 'index.js');
    const times: number[] = [];
    for (let time = 0; time < TIMES; time += 1) times.push(await importTime(file));
    measured.push({
      source,
      kilobytes: bytes / 1024,
      kilobytesBesidesSdk: (bytes - sdkBytes) / 1024,
      importMs: spreadOf(times),
      hasTables: readFileSync(file, 'utf8').includes('DynamoDB_20120810'),
    });
  }
  return measured;
}

/** A function that reads its settings when it is loaded has to find them. */
const environment = {
  ...Object.fromEntries(envNames.map((name) => [name, 'x'])),
  STAGE: 'local',
  LOOPBACK: 'allowed',
  AWS_REGION: 'us-east-1',
};

const script = `
  const begun = performance.now();
  require(process.argv[1]);
  process.stdout.write(String(performance.now() - begun), () => process.exit());
`;

async function importTime(file: string): Promise<number> {
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', script, file], { env: environment });
  return Number(stdout);
}
