import * as z from 'zod';
import { groupOf, nextBatch } from './next-batch.ts';
import type { Queue, Queues, Received } from './queues.ts';
import { recordOf } from './record.ts';

export interface Mapping {
  readonly queue: Queue;
  readonly functionName: string;
  readonly batchSize: number;
  readonly windowMs: number;
  readonly concurrency: number;
  readonly partialFailures: boolean;
}

/** Hands the messages of a queue to a function in batches, as they come. */
export class EventSource {
  readonly mapping: Mapping;
  private readonly queues: Queues;
  private readonly invoke: (functionName: string, event: unknown) => Promise<unknown>;
  private readonly onIdle: () => void;
  private readonly atWork = new Map<string, number>();
  private batches = 0;
  private alarm: NodeJS.Timeout | undefined;
  private isWoken = false;
  private isStopped = false;
  private windowEnds: number | undefined;

  constructor(mapping: Mapping, queues: Queues, invoke: EventSource['invoke'], onIdle: () => void) {
    this.mapping = mapping;
    this.queues = queues;
    this.invoke = invoke;
    this.onIdle = onIdle;
    mapping.queue.onChange(() => this.wake());
    this.wake();
  }

  /** Nothing is at work and nothing is visible; what waits for a later attempt does not count. */
  get isIdle(): boolean {
    return this.batches === 0 && !this.isWoken && this.mapping.queue.waiting.messages.length === 0;
  }

  stop(): void {
    this.isStopped = true;
    clearTimeout(this.alarm);
  }

  private wake(): void {
    if (this.isWoken || this.isStopped) return;
    this.isWoken = true;
    setImmediate(() => {
      this.isWoken = false;
      this.dispatch();
    });
  }

  private dispatch(): void {
    if (this.isStopped) return;
    const { queue, batchSize, concurrency } = this.mapping;
    queue.waiting.processTimers();
    while (this.batches < concurrency && !this.isGathering()) {
      const size = nextBatch(queue.waiting.messages, batchSize, this.atWork, concurrency);
      const batch = size === 0 ? [] : queue.receive(size);
      if (batch.length > 0) void this.work(batch);
      else if (size === 0) break;
    }
    this.setAlarm();
    if (this.isIdle) this.onIdle();
  }

  /** A mapping may wait a moment for its batch to fill. */
  private isGathering(): boolean {
    const { queue, batchSize, windowMs } = this.mapping;
    const waiting = queue.waiting.messages.length;
    if (windowMs === 0 || waiting === 0 || waiting >= batchSize) {
      this.windowEnds = undefined;
      return false;
    }
    this.windowEnds ??= Date.now() + windowMs;
    if (Date.now() < this.windowEnds) return true;
    this.windowEnds = undefined;
    return false;
  }

  private async work(batch: readonly Received[]): Promise<void> {
    const { queue, functionName } = this.mapping;
    const groups = new Set(batch.map(({ message }) => groupOf(message)));
    this.batches += 1;
    for (const group of groups) this.atWork.set(group, (this.atWork.get(group) ?? 0) + 1);
    const event = { Records: batch.map((received) => recordOf(queue, received)) };
    const answer = await this.invoke(functionName, event).catch(() => FAILED);
    this.finish(batch, answer);
    this.batches -= 1;
    for (const group of groups) this.leave(group);
    this.wake();
  }

  private leave(group: string): void {
    const left = (this.atWork.get(group) ?? 1) - 1;
    if (left > 0) this.atWork.set(group, left);
    else this.atWork.delete(group);
  }

  /** Forgets what was done. The rest stays invisible until its timeout, and comes back. */
  private finish(batch: readonly Received[], answer: unknown): void {
    if (answer === FAILED) return;
    const failed = this.mapping.partialFailures ? failuresIn(answer, batch) : new Set<string>();
    const done = batch.filter(({ message }) => !failed.has(message.messageId));
    if (done.length === 0) return;
    this.queues.together(() => {
      for (const { receipt } of done) this.mapping.queue.waiting.deleteMessage(receipt);
    });
  }

  private setAlarm(): void {
    clearTimeout(this.alarm);
    const { inflightMessages, delayedMessages } = this.mapping.queue.waiting;
    let due = this.windowEnds ?? Number.POSITIVE_INFINITY;
    for (const { visibilityDeadline } of inflightMessages.values()) due = Math.min(due, visibilityDeadline);
    for (const { delayUntil = 0 } of delayedMessages) due = Math.min(due, delayUntil);
    if (due < Number.POSITIVE_INFINITY) this.alarm = setTimeout(() => this.dispatch(), Math.max(1, due - Date.now()));
  }
}

const FAILED = Symbol('failed');

const BatchResponse = z
  .object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })).nullish() })
  .nullish();

/** An answer that names what is not in the batch, or that cannot be read, fails all of it. */
function failuresIn(answer: unknown, batch: readonly Received[]): ReadonlySet<string> {
  const all = new Set(batch.map(({ message }) => message.messageId));
  const response = BatchResponse.safeParse(answer);
  const failed = response.data?.batchItemFailures?.map(({ itemIdentifier }) => itemIdentifier) ?? [];
  return response.success && failed.every((id) => all.has(id)) ? new Set(failed) : all;
}
