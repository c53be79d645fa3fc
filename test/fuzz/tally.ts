import type { Reported } from '../../lib/flow/order/reported.ts';
import type { Done } from './scene.ts';
import { readOf } from './wire.ts';

/** How far messages came: a fuzzer whose mutants all end at the door proves little. */
export class Tally {
  readonly answers = new Map<string, number>();
  readonly stages = new Map<string, number>();
  readonly errors = new Map<string, number>();
  /** Breaches of the schema that only echo what the sender wrote. */
  echoes = 0;
  callbacks = 0;

  readonly echo = (): void => {
    this.echoes += 1;
  };

  request({ answer, callbacks, crash }: Done): void {
    count(this.answers, crash === undefined ? `${answer?.status}` : 'crash');
    this.callbacks += callbacks.length;
    for (const callback of callbacks) {
      const { error } = readOf(callback);
      if (error !== undefined) count(this.errors, String(error.code));
    }
  }

  push(said: Reported | string): void {
    count(this.answers, `push ${typeof said === 'string' ? said : 'taken'}`);
  }

  stage(stage: string): void {
    count(this.stages, stage);
  }
}

const count = (counts: Map<string, number>, name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);

export const told = (counts: ReadonlyMap<string, number>): string =>
  [...counts]
    .sort(([one], [other]) => one.localeCompare(other))
    .map(([name, many]) => `${name}: ${many}`)
    .join(', ');
