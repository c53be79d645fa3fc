import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ChildNetwork } from '../../../local/child-network.ts';
import { cpuOf, cpuOfMainThread, peakMemoryOf } from '../usage.ts';

/** CPU of the network so far, in milliseconds. */
export interface NetworkCpu {
  /** All threads but the host's own: those that functions run in, and those that collect garbage and compile, whoever made them do it. */
  readonly functions: number;
  /** The host's own thread: queues, routes, bus. */
  readonly host: number;
  readonly tables: number;
}

/** The local network as `npm start` runs it. */
export class NetworkProcess {
  readonly url: string;
  private readonly child: ChildNetwork;
  private readonly state: string;
  private readonly subscriber: string;

  private constructor(child: ChildNetwork, state: string, subscriber: string) {
    this.url = child.url;
    this.child = child;
    this.state = state;
    this.subscriber = subscriber;
  }

  static async start(folder: string, registration: object): Promise<NetworkProcess> {
    mkdirSync(folder, { recursive: true });
    const subscriber = join(folder, 'subscriber.json');
    writeFileSync(subscriber, JSON.stringify(registration));
    const state = join(folder, 'state');
    const network = new NetworkProcess(await ChildNetwork.at(state), state, subscriber);
    await network.start();
    return network;
  }

  /** Starts it, also again after its end, with what it has kept. */
  async start(): Promise<void> {
    await this.child.start('--subscriber', this.subscriber);
  }

  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    return this.child.end(signal);
  }

  cpu(): NetworkCpu {
    const { pid } = this.child;
    const host = cpuOfMainThread(pid);
    return { functions: cpuOf(pid) - host, host, tables: cpuOf(this.tablesPid) };
  }

  /** In megabytes: the sum of what each process had at its peak. */
  peakMemory(): number {
    return peakMemoryOf(this.child.pid) + peakMemoryOf(this.tablesPid);
  }

  private get tablesPid(): number {
    return Number(readFileSync(join(this.state, 'tables/engine.pid'), 'utf8'));
  }
}
