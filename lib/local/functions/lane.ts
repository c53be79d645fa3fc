import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { FromLane, FunctionSpec, ToLane } from './function-spec.ts';

export class InvocationFailed extends Error {
  readonly code: 'threw' | 'timed-out' | 'lane-lost';

  constructor(code: InvocationFailed['code'], message: string) {
    super(message);
    this.code = code;
  }
}

export interface LaneOptions {
  readonly log: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Told how many errors the functions have logged. */
  onErrors(count: number): void;
}

interface Call {
  resolve(result: string): void;
  reject(error: InvocationFailed): void;
}

/** A thread for functions. One that hangs or dies fails what runs in it, and another takes its place. */
export class Lane {
  private readonly options: LaneOptions;
  private worker: Worker;
  private defined = new Set<string>();
  private readonly calls = new Map<number, Call>();
  private readonly outgoing: ToLane[] = [];
  private lastCall = 0;
  private stopped = false;
  private trial?: Promise<void>;

  constructor(options: LaneOptions) {
    this.options = options;
    this.worker = this.start();
  }

  async invoke(spec: FunctionSpec, event: string): Promise<string> {
    await this.trial;
    if (!this.defined.has(spec.name)) this.post({ kind: 'define', spec });
    this.defined.add(spec.name);
    const call = this.nextCall();
    const answer = this.expect(call);
    const deadline = Date.now() + spec.timeoutMs;
    const timer = setTimeout(() => this.expire(call, spec), spec.timeoutMs);
    this.post({ kind: 'invoke', call, id: randomUUID(), name: spec.name, event, deadline });
    return answer.finally(() => clearTimeout(timer));
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.worker.terminate();
    this.failAll('the host has stopped');
  }

  private start(): Worker {
    const { log, environment } = this.options;
    const worker = new Worker(new URL('./lane-thread.ts', import.meta.url), {
      // The operating system lists the thread by it, for who wants to know what functions cost.
      name: 'lane',
      workerData: { log },
      env: environment,
      execArgv: ['--no-warnings'],
      // Nearly all that a request allocates is garbage before 16 MB are full, a third of this; with less, more is copied.
      resourceLimits: { maxYoungGenerationSizeMb: 48, maxOldGenerationSizeMb: 320 },
      stdout: true,
      stderr: true,
    });
    worker.stdout.resume();
    worker.stderr.resume();
    worker.on('message', (messages: readonly FromLane[]) => {
      for (const message of messages) this.receive(message);
    });
    worker.on('error', (error) => this.replace(worker, String(error)));
    worker.on('exit', () => this.replace(worker, 'the thread has ended'));
    return worker;
  }

  /** What is posted in one turn of the event loop goes together. */
  private post(message: ToLane): void {
    this.outgoing.push(message);
    if (this.outgoing.length > 1) return;
    setImmediate(() => this.worker.postMessage(this.outgoing.splice(0)));
  }

  private receive(message: FromLane): void {
    if (message.errors > 0) this.options.onErrors(message.errors);
    const call = this.calls.get(message.call);
    this.calls.delete(message.call);
    if (message.kind === 'failure') call?.reject(new InvocationFailed('threw', message.message));
    else call?.resolve(message.kind === 'result' ? message.result : '');
  }

  /** A function that waits too long is given up; one that does not let others run takes the thread with it. */
  private expire(call: number, spec: FunctionSpec): void {
    const expired = this.calls.get(call);
    this.calls.delete(call);
    const reason = `${spec.name} timed out after ${spec.timeoutMs / 1000} s`;
    if (expired !== undefined) this.note(spec.name, reason);
    expired?.reject(new InvocationFailed('timed-out', reason));
    const { worker } = this;
    const hung = setTimeout(() => this.replace(worker, `${spec.name} did not yield`), GRACE_MS);
    const ping = this.nextCall();
    // Who comes meanwhile waits for the thread to answer, or for another to take its place.
    const trial = this.expect(ping)
      .then(ignore, ignore)
      .then(() => {
        clearTimeout(hung);
        if (this.trial === trial) this.trial = undefined;
      });
    this.trial = trial;
    this.post({ kind: 'ping', call: ping });
  }

  private replace(lost: Worker, reason: string): void {
    if (this.stopped || lost !== this.worker) return;
    this.worker = this.start();
    this.defined = new Set();
    this.outgoing.length = 0;
    void lost.terminate();
    this.note('lane', `a thread was given up with ${this.calls.size} calls: ${reason}`);
    this.failAll(reason);
  }

  /** What becomes of a call here is told to its caller as a 500, and to nobody else. */
  private note(name: string, message: string): void {
    this.options.onErrors(1);
    appendFileSync(this.options.log, `${JSON.stringify({ level: 'ERROR', function: name, message })}\n`);
  }

  private failAll(reason: string): void {
    const calls = [...this.calls.values()];
    this.calls.clear();
    for (const call of calls) call.reject(new InvocationFailed('lane-lost', reason));
  }

  private expect(call: number): Promise<string> {
    return new Promise((resolve, reject) => this.calls.set(call, { resolve, reject }));
  }

  private nextCall(): number {
    this.lastCall += 1;
    return this.lastCall;
  }
}

/** A thread that is only busy answers by then; all that runs in one that is given up fails. */
const GRACE_MS = 5000;
const ignore = () => undefined;
