import type { EventSource } from './event-source.ts';

/** Tells when queues have been worked off. */
export interface Quiet {
  /** To be called whenever a source has become idle. */
  check(): void;
  /** Answers when all awaited sources are idle, or after a while if something keeps them busy. */
  reached(): Promise<void>;
}

/** Sources of queues whose logical id begins with one of `unawaited` are left out: they wait for strangers. */
export function quietOf(sources: readonly EventSource[], unawaited: readonly string[], patienceMs: number): Quiet {
  const waiting = new Set<() => void>();
  const isQuiet = () =>
    sources.every(({ isIdle, mapping }) => isIdle || unawaited.some((prefix) => mapping.queue.id.startsWith(prefix)));
  return {
    check() {
      if (waiting.size > 0 && isQuiet()) for (const resolve of waiting) resolve();
    },
    reached: () =>
      new Promise((resolve) => {
        if (isQuiet()) return resolve();
        const finish = () => {
          clearTimeout(timer);
          waiting.delete(finish);
          resolve();
        };
        const timer = setTimeout(finish, patienceMs);
        waiting.add(finish);
      }),
  };
}
