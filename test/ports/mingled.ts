import type { Days } from '../../lib/aws/calendar-days.ts';

export interface Actor<Result> {
  /** Dies after so many steps: what comes then is never done, and nobody hears of it. */
  readonly steps: number;
  act(days: Days): Promise<Result>;
}

/** Lets actors work on the same days, a read or a write at a time, each by whose turn it is. */
export async function mingled<Result>(
  actors: readonly Actor<Result>[],
  days: Days,
  turns: Iterator<number>,
): Promise<readonly (Result | 'died')[]> {
  const waiting: { readonly actor: number; go(): Promise<void> }[] = [];
  const taken = actors.map(() => 0);
  const results = new Map<number, Result>();
  const working = actors.map(async ({ act }, actor) => {
    const step = <Done>(work: () => Promise<Done>) =>
      new Promise<Done>((resolve, reject) => {
        waiting.push({ actor, go: () => work().then(resolve, reject) });
      });
    const read: Days['read'] = (...key) => step(() => days.read(...key));
    const write: Days['write'] = (...change) => step(() => days.write(...change));
    const condition: Days['condition'] = (...key) => step(() => days.condition(...key));
    const mark: Days['mark'] = (...change) => step(() => days.mark(...change));
    results.set(actor, await act({ read, write, condition, mark }));
  });
  const failed = Promise.all(working).then(() => undefined);
  failed.catch(() => undefined);

  for (;;) {
    await new Promise(setImmediate);
    const ready = waiting.filter(({ actor }) => (taken[actor] ?? 0) < (actors[actor]?.steps ?? 0));
    const next = ready[turns.next().value % ready.length];
    if (next === undefined) break;
    waiting.splice(waiting.indexOf(next), 1);
    taken[next.actor] = (taken[next.actor] ?? 0) + 1;
    await next.go();
  }
  if (waiting.length === 0) await failed;
  return actors.map((_, actor) => results.get(actor) ?? 'died');
}
