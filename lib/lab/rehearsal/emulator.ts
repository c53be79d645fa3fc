import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Gateway } from './gateway.ts';

const run = promisify(execFile);

const PROGRAM = resolve(import.meta.dirname, 'emulator.py');
const PACKAGES = resolve(import.meta.dirname, 'requirements.txt');
const INSTALLED = resolve(import.meta.dirname, '../../../node_modules/.cache/beckn-energy/emulator');
const START_MS = 60_000;
const END_MS = 10_000;

export class EmulatorMissing extends Error {}

/** MiniStack, with everything that it starts and writes. */
export class Emulator {
  /** Where AWS and the deployed API answer. */
  readonly url: string;
  readonly log: string;
  private readonly process: ChildProcess;
  private readonly gateway: Gateway;
  private readonly folder: string;

  private constructor(
    parts: Pick<Emulator, 'url' | 'log'> & { process: ChildProcess; gateway: Gateway; folder: string },
  ) {
    this.url = parts.url;
    this.log = parts.log;
    this.process = parts.process;
    this.gateway = parts.gateway;
    this.folder = parts.folder;
  }

  static async start(): Promise<Emulator> {
    const python = await installed();
    const folder = await mkdtemp(join(tmpdir(), 'beckn-rehearsal-'));
    const port = await freePort();
    const gateway = new Gateway(`http://127.0.0.1:${port}`);
    const url = await gateway.listen();
    const log = join(folder, 'emulator.log');
    await mkdir(join(folder, 'tmp'));
    const output = await open(log, 'a');
    const child = spawn(python, [PROGRAM, `127.0.0.1:${port}`], {
      // A group of its own, so that its workers end with it.
      detached: true,
      stdio: ['pipe', output.fd, output.fd],
      env: {
        PATH: process.env.PATH,
        HOME: folder,
        TMPDIR: join(folder, 'tmp'),
        S3_DATA_DIR: join(folder, 's3'),
        STATE_DIR: join(folder, 'state'),
        // What it tells others of itself is the gateway's address.
        GATEWAY_PORT: new URL(url).port,
        IOT_MTLS_ENABLED: '0',
        // Functions may do what their roles say, and no more.
        AUTH: 'true',
        // As it names its queues, or else every function would remark on the difference.
        AWS_ENDPOINT_URL: url.replace('127.0.0.1', 'localhost'),
        AWS_CONFIG_FILE: '/nonexistent',
        AWS_SHARED_CREDENTIALS_FILE: '/nonexistent',
      },
    });
    await output.close();
    const emulator = new Emulator({ url, log, process: child, gateway, folder });
    try {
      await emulator.answers(port);
      return emulator;
    } catch (error) {
      await emulator.end();
      throw error;
    }
  }

  leadTo(apiHost: string): void {
    this.gateway.leadTo(apiHost);
  }

  async end(): Promise<void> {
    const { pid, exitCode, signalCode } = this.process;
    this.gateway.close();
    if (pid !== undefined && exitCode === null && signalCode === null) {
      const ended = once(this.process, 'exit');
      signalGroup(pid, 'SIGTERM');
      await Promise.race([ended, sleep(END_MS)]);
    }
    if (pid !== undefined) signalGroup(pid, 'SIGKILL');
    await rm(this.folder, { recursive: true, force: true });
  }

  private async answers(port: number): Promise<void> {
    for (const deadline = Date.now() + START_MS; Date.now() < deadline; await sleep(200)) {
      if (this.process.exitCode !== null) break;
      const isUp = await fetch(`http://127.0.0.1:${port}/_ministack/health`).then(
        ({ ok }) => ok,
        () => false,
      );
      if (isUp) return;
    }
    throw new EmulatorMissing(`MiniStack did not start:\n${(await readFile(this.log, 'utf8')).slice(-2000)}`);
  }
}

/** The Python of an environment with the pinned packages; made once. */
async function installed(): Promise<string> {
  const python = join(INSTALLED, 'bin/python');
  if (existsSync(join(INSTALLED, 'complete'))) return python;
  try {
    await rm(INSTALLED, { recursive: true, force: true });
    await run('python3', ['-m', 'venv', INSTALLED]);
    await run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', PACKAGES]);
    await (await open(join(INSTALLED, 'complete'), 'w')).close();
    return python;
  } catch (error) {
    throw new EmulatorMissing(
      'nothing was rehearsed: MiniStack is not to be had, which takes Python 3.10 with venv and pip, and a package index',
      { cause: error },
    );
  }
}

function signalGroup(leader: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-leader, signal);
  } catch {
    // It has ended.
  }
}

async function freePort(): Promise<number> {
  const probe = new Gateway('http://127.0.0.1');
  const url = await probe.listen();
  probe.close();
  return Number(new URL(url).port);
}
