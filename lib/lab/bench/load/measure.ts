import { setTimeout as sleep } from 'node:timers/promises';
import { sum } from '../statistics.ts';
import { cpuOfMachine } from '../usage.ts';
import type { Generator } from './generator-process.ts';
import type { Report } from './ledger.ts';
import type { NetworkCpu, NetworkProcess } from './network-process.ts';

/** A load of so many pairs in flight, and the CPU milliseconds that a pair took. */
export interface Level {
  readonly inFlight: number;
  readonly report: Report;
  readonly cpu: NetworkCpu & { readonly generator: number };
  /** Cores that other programs, and the kernel for nobody in particular, have used meanwhile. */
  readonly coresOfOthers: number;
}

export interface Trials {
  readonly replays: Loss & { readonly times: number };
  readonly receiverDown: Loss & { readonly seconds: number };
  readonly killed: Loss;
}

export interface Loss {
  readonly accepted: number;
  readonly lost: number;
  readonly repeated: number;
}

const LEVELS = [1, 8, 32, 128];
const LEVEL_SECONDS = 8;
const WARM_UP_SECONDS = 5;
const PATIENCE_SECONDS = 45;

export async function measureLevels(
  network: NetworkProcess,
  generator: Generator,
  onLevel: (level: Level) => void,
): Promise<readonly Level[]> {
  const levels: Level[] = [];
  await generator.tell({ kind: 'load', inFlight: 32, seconds: WARM_UP_SECONDS, until: 'callback' });
  for (const inFlight of LEVELS) {
    const level = await measureLevel(inFlight, network, generator);
    onLevel(level);
    levels.push(level);
  }
  return levels;
}

async function measureLevel(inFlight: number, network: NetworkProcess, generator: Generator): Promise<Level> {
  const begun = performance.now();
  const machine = cpuOfMachine();
  const before = network.cpu();
  await generator.tell({ kind: 'load', inFlight, seconds: LEVEL_SECONDS, until: 'callback' });
  const report = await generator.tell({ kind: 'settle', seconds: PATIENCE_SECONDS });
  const after = network.cpu();
  const used = {
    functions: after.functions - before.functions,
    host: after.host - before.host,
    tables: after.tables - before.tables,
    generator: report.cpuMs,
  };
  const others = cpuOfMachine() - machine - sum(Object.values(used));
  const perPair = (milliseconds: number) => milliseconds / report.accepted;
  return {
    inFlight,
    report,
    cpu: {
      functions: perPair(used.functions),
      host: perPair(used.host),
      tables: perPair(used.tables),
      generator: perPair(used.generator),
    },
    coresOfOthers: others / (performance.now() - begun),
  };
}

/** One quick try of each mishap. */
export async function tryMishaps(network: NetworkProcess, generator: Generator): Promise<Trials> {
  const times = 10;
  const replays = await generator.tell({ kind: 'replay', times });

  const seconds = 10;
  await generator.tell({ kind: 'door', isOpen: false });
  await generator.tell({ kind: 'load', inFlight: 1, seconds, until: 'ack', pauseMs: 100 });
  await generator.tell({ kind: 'door', isOpen: true });
  const receiverDown = await generator.tell({ kind: 'settle', seconds: PATIENCE_SECONDS });

  const loading = generator.tell({ kind: 'load', inFlight: 32, seconds: 3, until: 'ack', pauseMs: 50 });
  await sleep(2000);
  await network.end('SIGKILL');
  await loading;
  await network.start();
  const killed = await generator.tell({ kind: 'settle', seconds: PATIENCE_SECONDS });

  return { replays: { times, ...replays }, receiverDown: { seconds, ...receiverDown }, killed };
}
