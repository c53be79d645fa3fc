import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';

/** The local network in a process of its own, that can be killed and started again on the same port and state. */
export interface Host {
  readonly url: string;
  /** Answers when it is up; false when it was killed meanwhile. */
  start(...more: readonly string[]): Promise<boolean>;
  /** Gives it no time for anything. */
  kill(): Promise<void>;
  /** Lets it finish; then nothing of it is left. */
  stop(): Promise<void>;
  /** Moves business time on, by an ISO 8601 duration. */
  advance(by: string): Promise<void>;
  /** The public key that the registry has, in base64. */
  lookUpKey(subscriberId: string, keyId: string): Promise<string>;
}

const SCRIPT = join(import.meta.dirname, '../../bin/local.ts');
const START_MILLISECONDS = 120_000;
const STOP_MILLISECONDS = 20_000;
const POLL_MILLISECONDS = 100;

export async function hostOf(state: string): Promise<Host> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let host: ChildProcess | undefined;
  let said = '';
  const forgotten = () => host?.kill('SIGKILL');
  process.once('exit', forgotten);

  return {
    url,
    async start(...more) {
      const args = [SCRIPT, '--port', String(port), '--state', state, ...more];
      const started = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
      host = started;
      started.stderr.on('data', (chunk) => {
        said = `${said}${chunk}`.slice(-4000);
      });
      for (const deadline = Date.now() + START_MILLISECONDS; Date.now() < deadline; await sleep(POLL_MILLISECONDS)) {
        if (started.signalCode !== null) return false;
        if (started.exitCode !== null) throw new Error(`the host has ended:\n${said}`);
        if (await isUp(url)) return true;
      }
      throw new Error(`the host did not start:\n${said}`);
    },
    kill: () => end(host, 'SIGKILL'),
    async stop() {
      const forced = setTimeout(() => host?.kill('SIGKILL'), STOP_MILLISECONDS);
      await end(host, 'SIGTERM');
      clearTimeout(forced);
      process.off('exit', forgotten);
      for (const pid of processesWith(state)) process.kill(pid, 'SIGKILL');
    },
    async advance(by) {
      await post('/clock/advance', { by });
    },
    async lookUpKey(subscriberId, keyId) {
      const [record] = Records.parse(await post('/registry/lookup', { subscriber_id: subscriberId, key_id: keyId }));
      return record.signing_public_key;
    },
  };

  async function post(path: string, body: object): Promise<unknown> {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
    return answer.json();
  }
}

const Records = z.tuple([z.object({ signing_public_key: z.string() })]);

async function end(host: ChildProcess | undefined, signal: NodeJS.Signals): Promise<void> {
  if (host === undefined || host.exitCode !== null || host.signalCode !== null) return;
  const ended = once(host, 'exit');
  host.kill(signal);
  await ended;
}

/** A table engine whose host was killed lives on until the next start; its command line names the state. */
function processesWith(state: string): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => commandOf(pid).some((argument) => argument.startsWith(`${state}/`)))
    .map(Number);
}

function commandOf(pid: string): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  } catch {
    return [];
  }
}

const isUp = (url: string): Promise<boolean> =>
  fetch(`${url}/healthz`, { signal: AbortSignal.timeout(2000) }).then(
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
