import { readdirSync, readFileSync } from 'node:fs';
import * as z from 'zod';
import { ChildNetwork } from '../../lib/local/child-network.ts';

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

export async function hostOf(state: string): Promise<Host> {
  const child = await ChildNetwork.at(state);

  return {
    url: child.url,
    start: (...more) => child.start(...more),
    kill: () => child.end('SIGKILL'),
    async stop() {
      await child.end();
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
    const answer = await fetch(child.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
    return answer.json();
  }
}

const Records = z.tuple([z.object({ signing_public_key: z.string() })]);

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
