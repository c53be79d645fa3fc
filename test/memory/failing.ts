/** The n-th call of a port at which a process fails, before or after the port did its work; then it goes on, or is dead. */
export interface Failure {
  readonly call: number;
  readonly when: 'before' | 'after';
  readonly dies: boolean;
}

export class Failed extends Error {}

/**
 * All ports of one process fail together: they share the count of calls, and its death.
 * `turn` decides when a call goes on: another process may come in between.
 */
export function failing(turn: () => Promise<void>, failure: Failure | undefined) {
  let calls = 0;
  let isDead = false;
  const failAt = (call: number, when: Failure['when']) => {
    if (call !== failure?.call || when !== failure.when) return;
    isDead = failure.dies;
    throw new Failed(`${when} call ${call}`);
  };

  return <Port extends object>(port: Port): Port =>
    new Proxy(port, {
      get(target, name) {
        const method: unknown = Reflect.get(target, name);
        if (typeof method !== 'function') return method;
        return async (...given: unknown[]) => {
          await turn();
          if (isDead) throw new Failed('dead');
          calls += 1;
          const call = calls;
          failAt(call, 'before');
          const result = await Reflect.apply(method, target, given);
          failAt(call, 'after');
          return result;
        };
      },
    });
}
