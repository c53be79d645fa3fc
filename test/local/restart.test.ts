import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startNetwork } from '../../lib/local/network.ts';
import { forgetState } from '../../lib/local/state.ts';
import { writeAssembly } from './fixture/assembly.ts';
import { clientOf } from './fixture/network.ts';

let state: string;
beforeAll(async () => {
  state = mkdtempSync(join(tmpdir(), 'local-restart-'));
  await writeAssembly(join(state, 'cdk.out'));
});
const hosts: ChildProcess[] = [];
afterAll(() => {
  for (const host of hosts) host.kill('SIGKILL');
  rmSync(state, { recursive: true });
});

async function startHost() {
  const host = spawn(process.execPath, [join(import.meta.dirname, 'fixture/host.ts'), state], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  hosts.push(host);
  const [url] = await once(host.stdout, 'data');
  return { host, ...clientOf(String(url).trim()) };
}

async function kill(host: ChildProcess) {
  host.kill('SIGKILL');
  await once(host, 'exit');
}

describe('a host that is killed', () => {
  it('loses nothing that it took: messages at work and waiting, schedules, items, secrets, the clock', async () => {
    const first = await startHost();
    await first.call('PUT', '/secret', 'kept');
    await first.call('POST', '/clock/advance', { by: 'P1D' });
    const due = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 19);
    await first.call('POST', '/schedules/later', { at: `at(${due})`, input: { id: 'later' } });
    await first.call('POST', '/messages', { id: 'done' });
    await first.seen('done');
    const ids = Array.from({ length: 100 }, (_, index) => `lost-${index}`);
    await Promise.all(ids.map((id) => first.call('POST', '/messages', { id, slow: 1000 }, { 'x-group': id })));
    await kill(first.host);

    const start = Date.now();
    const second = await startHost();
    await second.seen('lost-0');
    expect(Date.now() - start).toBeLessThan(5000);
    await Promise.all(ids.map((id) => second.seen(id)));
    expect(await second.seen('done')).toMatchObject({ attempts: 1 });
    expect((await second.call('GET', '/secret')).body).toMatchObject({ SecretString: 'kept' });
    expect((await second.call('GET', '/schedules/later')).body).toMatchObject({ Name: 'later' });
    const { now } = Object((await second.call('GET', '/clock')).body);
    expect(Date.parse(now) - Date.now()).toBeGreaterThan(86_400_000 - 1000);
    await kill(second.host);
  }, 60_000);

  it.skipIf(!existsSync('/proc'))('leaves a table engine behind that the next one ends', async () => {
    const pidFile = join(state, 'tables/engine.pid');
    const stale = Number(readFileSync(pidFile, 'utf8'));
    expect(isAlive(stale)).toBe(true);
    const { stop } = await startNetwork({ directory: join(state, 'cdk.out'), state, port: 0 });
    expect(isAlive(stale)).toBe(false);
    await stop();
    expect(existsSync(pidFile)).toBe(false);
  });

  it('can be forgotten', async () => {
    await forgetState(state);
    await writeAssembly(join(state, 'cdk.out'));
    const { url, stop } = await startNetwork({ directory: join(state, 'cdk.out'), state, port: 0 });
    expect((await clientOf(url).call('GET', '/seen/done')).body).toEqual({});
    await stop();
  });
});

/** A process that has ended but was not waited for still has a number, and no command any more. */
function isAlive(pid: number): boolean {
  const commandLine = `/proc/${pid}/cmdline`;
  return existsSync(commandLine) && readFileSync(commandLine, 'utf8') !== '';
}
