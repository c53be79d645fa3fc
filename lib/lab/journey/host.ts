import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ChildNetwork, isUp } from '../../local/child-network.ts';
import { type Network, networkAt } from './network.ts';
import type { Print } from './telling.ts';

export interface Host {
  readonly network: Network;
  end(): Promise<void>;
}

const DEFAULT_PORT = '4100';

/** The network that was named, else the one that runs on this machine, else one of its own for as long as it takes. */
export async function findNetwork(base: string | undefined, print: Print, signal: AbortSignal): Promise<Host> {
  const running = base ?? `http://127.0.0.1:${process.env.PORT ?? DEFAULT_PORT}`;
  if (await (base === undefined ? isUp(running) : hasClock(base))) {
    print(`Network at ${running}`, 'quiet');
    return { network: networkAt(running), end: async () => undefined };
  }
  if (base !== undefined) throw new Error(`no network with a clock answers at ${base}`);
  return startNetwork(print, signal);
}

async function startNetwork(print: Print, signal: AbortSignal): Promise<Host> {
  const state = await mkdtemp(join(tmpdir(), 'beckn-energy-'));
  const child = await ChildNetwork.at(state);
  print(`No network answers here: starting one at ${child.url}`, 'quiet');
  const end = async () => {
    await child.end();
    await rm(state, { recursive: true, force: true });
  };
  signal.addEventListener('abort', () => void end());
  const begun = Date.now();
  try {
    if (!(await child.start())) throw new Error('interrupted');
  } catch (error) {
    await end();
    throw error;
  }
  print(`It is up after ${Math.round((Date.now() - begun) / 1000)} s`, 'quiet');
  return { network: networkAt(child.url), end };
}

/** A deployed network says nothing of its health, but has the clock that journeys need. */
const hasClock = (base: string): Promise<boolean> =>
  networkAt(base)
    .now()
    .then(
      () => true,
      () => false,
    );
