/** What was accepted lately: a replay is acknowledged again without being queued again. Only a shortcut; histories know for sure. */
export interface Recent {
  /** Does the work of that name, or waits for who does it or did it; what failed may be tried again. */
  once(name: string, work: () => Promise<void>): Promise<void>;
}

/** What is given up may be asked for again: names are forgotten sooner than that takes. */
const KEPT_MILLISECONDS = 10_000;

export function recent(most: number, now: () => number): Recent {
  const works = new Map<string, { readonly done: Promise<void>; readonly since: number }>();
  return {
    once(name, work) {
      const known = works.get(name);
      if (known !== undefined && now() - known.since < KEPT_MILLISECONDS) return known.done;
      const done = work();
      works.delete(name);
      works.set(name, { done, since: now() });
      done.catch(() => works.delete(name));
      const [oldest] = works.keys();
      if (works.size > most && oldest !== undefined) works.delete(oldest);
      return done;
    },
  };
}
