import type { FunctionSpec } from './function-spec.ts';
import { Lane, type LaneOptions } from './lane.ts';

/** All functions of the network, by name, on a few threads (decision 5). */
export interface Lanes {
  invoke(name: string, event: unknown): Promise<unknown>;
  /** Errors that functions have logged or thrown since the start. */
  errors(): number;
  /** Answers when nothing runs. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

export function openLanes(
  specs: readonly FunctionSpec[],
  count: number,
  options: Omit<LaneOptions, 'onErrors'>,
): Lanes {
  const running = new Set<Promise<string>>();
  let errors = 0;
  const onErrors = (more: number) => {
    errors += more;
  };
  const byName = new Map(specs.map((spec) => [spec.name, spec]));
  const lanes = Array.from({ length: count }, () => new Lane({ ...options, onErrors }));
  const homes = new Map<string, Lane>();
  return {
    async invoke(name, event) {
      const spec = byName.get(name);
      if (spec === undefined) throw new Error(`there is no function ${name}`);
      const answer = homeOf(name).invoke(spec, JSON.stringify(event));
      running.add(answer);
      return JSON.parse(await answer.finally(() => running.delete(answer)));
    },
    errors: () => errors,
    async idle() {
      while (running.size > 0) await Promise.allSettled(running);
    },
    async stop() {
      await Promise.all(lanes.map((lane) => lane.stop()));
    },
  };

  /** A function stays where it is loaded first: it is in memory once, and so is what it remembers between calls. */
  function homeOf(name: string): Lane {
    const home = homes.get(name) ?? emptiest();
    homes.set(name, home);
    return home;
  }

  function emptiest(): Lane {
    const inhabitants = (lane: Lane) => [...homes.values()].filter((home) => home === lane).length;
    return lanes.reduce((best, lane) => (inhabitants(lane) < inhabitants(best) ? lane : best));
  }
}
