import { median, quantile } from '../statistics.ts';
import type { Callback } from './door.ts';

/** What became of the requests of a run. All times in milliseconds. */
export interface Report {
  readonly sent: number;
  readonly accepted: number;
  /** Accepted, and not called back so far. */
  readonly lost: number;
  /** Callbacks beyond the first of a request. */
  readonly repeated: number;
  /** Callbacks that were not signed by the provider, or that were errors. */
  readonly bad: number;
  readonly largestBytes: number;
  readonly perSecond: number;
  readonly ack: Latency;
  readonly callback: Latency;
  /** From the first request to the last callback. */
  readonly lastedMs: number;
  /** CPU of the generator since the run began. */
  readonly cpuMs: number;
}

export interface Latency {
  readonly p50: number;
  readonly p99: number;
}

interface Sent {
  readonly at: number;
  /** The action that answers it. */
  readonly callback: string;
  ackMs?: number;
  callbackMs?: number;
  callbacks: number;
  called(): void;
}

/** Keeps books on requests and their callbacks. */
export class Ledger {
  private readonly requests = new Map<string, Sent>();
  private readonly begun = performance.now();
  private readonly cpu = process.cpuUsage();
  private bad = 0;
  private largest = 0;

  /** Notes that a request is sent; answers when its callback has come. */
  send(messageId: string, callback: string): Promise<void> {
    return new Promise((resolve) => {
      this.requests.set(messageId, { at: performance.now(), callback, callbacks: 0, called: resolve });
    });
  }

  accept(messageId: string): void {
    const sent = this.requests.get(messageId);
    if (sent !== undefined) sent.ackMs ??= performance.now() - sent.at;
  }

  call({ action, messageId, isGood, bytes }: Callback): void {
    const sent = this.requests.get(messageId);
    if (!isGood || (sent !== undefined && action !== sent.callback)) this.bad += 1;
    if (sent === undefined) return;
    this.largest = Math.max(this.largest, bytes);
    sent.callbacks += 1;
    sent.callbackMs ??= performance.now() - sent.at;
    sent.called();
  }

  get isSettled(): boolean {
    return this.all.every(({ ackMs, callbacks }) => ackMs === undefined || callbacks > 0);
  }

  /** Pairs a second are those of the given time. */
  report(seconds: number): Report {
    const called = this.all.filter(({ callbacks }) => callbacks > 0);
    const ends = called.map(({ at, callbackMs = 0 }) => at + callbackMs - this.begun);
    const { user, system } = process.cpuUsage(this.cpu);
    return {
      sent: this.requests.size,
      accepted: this.all.filter(({ ackMs }) => ackMs !== undefined).length,
      lost: this.all.filter(({ ackMs, callbacks }) => ackMs !== undefined && callbacks === 0).length,
      repeated: called.reduce((total, { callbacks }) => total + callbacks - 1, 0),
      bad: this.bad,
      largestBytes: this.largest,
      perSecond: ends.filter((end) => end <= seconds * 1000).length / seconds,
      ack: latencyOf(this.all.flatMap(({ ackMs }) => ackMs ?? [])),
      callback: latencyOf(called.flatMap(({ callbackMs }) => callbackMs ?? [])),
      lastedMs: quantile(ends, 1),
      cpuMs: (user + system) / 1000,
    };
  }

  private get all(): readonly Sent[] {
    return [...this.requests.values()];
  }
}

const latencyOf = (times: readonly number[]): Latency => ({ p50: median(times), p99: quantile(times, 0.99) });
