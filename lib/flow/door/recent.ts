/**
 * What is being accepted at this moment: copies that meet are queued once. Only a shortcut, and no longer than that: who
 * sends the same again after a refusal has to be heard. Histories know for sure.
 */
export interface Recent {
  /** Does the work of that name, or waits for who does it. */
  once(name: string, work: () => Promise<void>): Promise<void>;
}

export function recent(): Recent {
  const works = new Map<string, Promise<void>>();
  return {
    once(name, work) {
      const known = works.get(name);
      if (known !== undefined) return known;
      const done = work().finally(() => works.delete(name));
      works.set(name, done);
      return done;
    },
  };
}
