import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Generator } from '../load/generator-process.ts';
import { NetworkProcess } from '../load/network-process.ts';
import { ENTRIES, MEASURED, YOUNG } from './ages.ts';
import type { Filled } from './fill.ts';

/** What a message costs where much has been before it. Times in milliseconds. */
export interface Growth {
  readonly young: MessageCost;
  readonly old: MessageCost;
  readonly holds: Filled['holds'];
  readonly search: Search;
}

interface MessageCost {
  readonly callbackMs: number;
  readonly functionsMs: number;
}

interface Search extends Pick<Filled, 'connectors'> {
  readonly callbackMs: number;
  readonly replyBytes: number;
  readonly answered: number;
  readonly lost: number;
  /** Megabytes, of all processes of the network. */
  readonly peakMemory: number;
}

const TRANSACTIONS = 40;
const IN_FLIGHT = 4;
const PATIENCE_SECONDS = 30;

export async function measureGrowth(folder: string, generator: Generator): Promise<Growth> {
  const network = await NetworkProcess.start(folder, generator.registration);
  try {
    await generator.join(network.url);
    const lengthen = (by: number, areNew = false) =>
      generator.tell({ kind: 'lengthen', transactions: TRANSACTIONS, areNew, by, inFlight: IN_FLIGHT });
    const costOf = async (by: number): Promise<MessageCost> => {
      const before = network.cpu().functions;
      const { accepted, lost, bad, callback } = await lengthen(by);
      if (lost > 0 || bad > 0 || accepted !== by * TRANSACTIONS)
        throw new Error(`${accepted} messages were accepted, ${lost} of them without a callback, ${bad} refused`);
      return { callbackMs: callback.p50, functionsMs: (network.cpu().functions - before) / accepted };
    };
    // Machines warm up: functions have seen transactions of all ages before any is measured.
    await lengthen(ENTRIES, true);
    await lengthen(YOUNG, true);
    const young = await costOf(MEASURED);
    await lengthen(ENTRIES - YOUNG - 2 * MEASURED);
    const old = await costOf(MEASURED);
    await network.end('SIGTERM');
    const { holds, connectors } = await fill(join(folder, 'state'));
    await network.start();
    return { young, old, holds, search: { connectors, ...(await search(network, generator)) } };
  } finally {
    await network.end('SIGTERM');
  }
}

async function search(network: NetworkProcess, generator: Generator): Promise<Omit<Search, 'connectors'>> {
  const command = { kind: 'load', action: 'search', inFlight: 1, until: 'callback' } as const;
  await generator.tell({ ...command, seconds: 3 });
  await generator.tell({ ...command, seconds: 5 });
  const { accepted, lost, callback, largestBytes } = await generator.tell({
    kind: 'settle',
    seconds: PATIENCE_SECONDS,
  });
  return {
    callbackMs: callback.p50,
    replyBytes: largestBytes,
    answered: accepted - lost,
    lost,
    peakMemory: network.peakMemory(),
  };
}

/** In a process of its own: clients of the cloud take their addresses from the environment. */
async function fill(state: string): Promise<Filled> {
  const child = fork(new URL('./fill.ts', import.meta.url), [state]);
  const ended = once(child, 'exit').then(([code]) => Promise.reject(new Error(`the tables were not filled: ${code}`)));
  const [filled] = await Promise.race([once(child, 'message'), ended]);
  return filled;
}
