import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const ROOT = resolve(import.meta.dirname, '../..');
const START_MS = 120_000;
const END_MS = 20_000;
const POLL_MS = 100;
const KEPT_CHARACTERS = 4000;

/** A local network in a process of its own, which can be ended and started again on the same port and state. */
export class ChildNetwork {
  readonly url: string;
  private readonly program: string;
  private readonly flags: readonly string[];
  private child?: ChildProcess;
  /** The end of what it has said on standard error. */
  said = '';

  private constructor(port: number, state: string, root: string) {
    this.program = join(root, 'bin/local.ts');
    this.url = `http://127.0.0.1:${port}`;
    this.flags = ['--port', `${port}`, '--state', state];
  }

  /** On a port that is free; of this checkout, or of another one. */
  static async at(state: string, root = ROOT): Promise<ChildNetwork> {
    return new ChildNetwork(await freePort(), state, root);
  }

  /** Answers when it is up; false when somebody ended it meanwhile. */
  async start(...more: readonly string[]): Promise<boolean> {
    // What npm runs ends with its parent, however that happens.
    const env = { ...process.env, npm_lifecycle_event: 'child-network' };
    const child = spawn(process.execPath, [this.program, ...this.flags, ...more], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env,
    });
    this.child = child;
    child.stderr.on('data', (chunk) => {
      this.said = `${this.said}${chunk}`.slice(-KEPT_CHARACTERS);
    });
    for (const deadline = Date.now() + START_MS; Date.now() < deadline; await sleep(POLL_MS)) {
      if (child.signalCode !== null) return false;
      if (child.exitCode !== null) break;
      if (await isUp(this.url)) return true;
    }
    await this.end('SIGKILL');
    throw new Error(`the network did not start:\n${this.said}`);
  }

  async end(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    const { child } = this;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    const forced = setTimeout(() => child.kill('SIGKILL'), END_MS);
    await ended;
    clearTimeout(forced);
  }

  get pid(): number {
    if (this.child?.pid === undefined) throw new Error('the network does not run');
    return this.child.pid;
  }
}

/** Whether a network answers there. */
export const isUp = (url: string): Promise<boolean> =>
  fetch(`${url.replace(/\/+$/, '')}/healthz`, { signal: AbortSignal.timeout(5000) }).then(
    ({ ok }) => ok,
    () => false,
  );

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('this machine has no free port');
  return address.port;
}
