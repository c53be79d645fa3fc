import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A DynamoDB-compatible engine in a process of its own, with its data in one folder. */
export interface TableEngine {
  readonly url: string;
  isUp(): boolean;
  stop(): Promise<void>;
}

/** Starts the native engine where it is installed and runs, else the one in JavaScript. */
export async function startTableEngine(folder: string): Promise<TableEngine> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  await endStaleEngine(folder);
  const chosen = join(folder, 'engine');
  const kinds = existsSync(chosen) ? [readFileSync(chosen, 'utf8')] : ['dynoxide', 'dynalite'];
  for (const kind of kinds) {
    const engine = await start(kind, folder).catch(() => undefined);
    if (engine === undefined) continue;
    // Data that one engine wrote cannot be read by the other.
    writeFileSync(chosen, kind);
    return engine;
  }
  throw new Error(`no engine for DynamoDB tables starts (${kinds.join(', ')}) with the data in ${folder}`);
}

async function start(kind: string, folder: string): Promise<TableEngine> {
  const port = await freePort();
  const [command, ...args] = commandOf(kind, folder, String(port));
  const child = spawn(command, args, { stdio: 'ignore' });
  // At once: whoever kills this process now must find out at the next start whom it left behind.
  if (child.pid !== undefined) writeFileSync(pidFile(folder), String(child.pid));
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const isUp = () => child.exitCode === null && child.signalCode === null && child.pid !== undefined;
  const url = `http://127.0.0.1:${port}`;
  await Promise.race([untilAnswers(url, isUp), ended.then(() => Promise.reject(new Error(`${kind} does not run`)))]);
  return { url, isUp, stop: () => end(child, ended, folder) };
}

function commandOf(kind: string, folder: string, port: string): readonly [string, ...string[]] {
  const { resolve } = createRequire(import.meta.url);
  const at = ['--host', '127.0.0.1', '--port', port];
  const data = join(folder, kind);
  if (kind === 'dynoxide') return [resolve('@dynoxide/linux-x64/dynoxide'), 'serve', ...at, '--db-path', data];
  return [process.execPath, resolve('dynalite/cli.js'), ...at, '--path', data, '--createTableMs', '0'];
}

async function end(child: ChildProcess, ended: Promise<void>, folder: string): Promise<void> {
  child.kill('SIGTERM');
  const forced = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
  await ended;
  clearTimeout(forced);
  rmSync(pidFile(folder), { force: true });
}

/** An engine outlives a host that was killed. It is ended only when it is certain that it has our data. */
export async function endStaleEngine(folder: string): Promise<void> {
  if (!existsSync(pidFile(folder))) return;
  const pid = Number(readFileSync(pidFile(folder), 'utf8'));
  const isOurs = () => readIfThere(`/proc/${pid}/cmdline`).includes(`${folder}/`);
  for (let waited = 0; pid > 1 && isOurs(); waited += POLL_MS) {
    if (waited % GRACE_MS === 0) process.kill(pid, waited === 0 ? 'SIGTERM' : 'SIGKILL');
    await sleep(POLL_MS);
  }
  rmSync(pidFile(folder), { force: true });
}

const readIfThere = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8') : '');
const pidFile = (folder: string) => join(folder, 'engine.pid');

async function untilAnswers(url: string, isUp: () => boolean): Promise<void> {
  while (isUp()) {
    if (
      await fetch(url).then(
        () => true,
        () => false,
      )
    )
      return;
    await sleep(POLL_MS);
  }
}

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });

const POLL_MS = 20;
const GRACE_MS = 3000;
