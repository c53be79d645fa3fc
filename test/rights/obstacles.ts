import type { Asked } from '../../lib/lab/recorder/call.ts';

/** Whose requests. */
type Met = Pick<Asked, 'caller'>;

interface Obstacle {
  readonly met: Met;
  readonly passed: Promise<void>;
}

/** What stands in the way of single functions, as long as something is tried. */
export class Obstacles {
  private readonly all = new Set<Obstacle>();

  readonly meet = (asked: Asked): Promise<void> | undefined =>
    [...this.all].find(({ met }) => met.caller === asked.caller)?.passed;

  /** What the function asks the services fails meanwhile. */
  failing<Result>(met: Met, work: () => Promise<Result>): Promise<Result> {
    const passed = Promise.reject(new Error('this service is down'));
    passed.catch(() => undefined);
    return this.during({ met, passed }, work);
  }

  /** What the function asks the services has to wait meanwhile. */
  waiting<Result>(met: Met, work: () => Promise<Result>): Promise<Result> {
    const { promise: passed, resolve } = Promise.withResolvers<void>();
    return this.during({ met, passed }, work).finally(resolve);
  }

  private during<Result>(obstacle: Obstacle, work: () => Promise<Result>): Promise<Result> {
    this.all.add(obstacle);
    return work().finally(() => this.all.delete(obstacle));
  }
}
