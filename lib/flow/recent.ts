/** What was accepted lately: a replay is acknowledged again without being queued again. Only a shortcut; histories know for sure. */
export interface Recent {
  /** Does the work of that name, or waits for who does it or did it; what failed may be tried again. */
  once(name: string, work: () => Promise<void>): Promise<void>;
}

export function recent(most: number): Recent {
  const works = new Map<string, Promise<void>>();
  return {
    once(name, work) {
      const known = works.get(name);
      if (known !== undefined) return known;
      const done = work();
      works.set(name, done);
      done.catch(() => works.delete(name));
      const [oldest] = works.keys();
      if (works.size > most && oldest !== undefined) works.delete(oldest);
      return done;
    },
  };
}
