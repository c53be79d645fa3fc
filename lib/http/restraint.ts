/** How much somebody may be asked: so many questions at once and in a second, and none for a while after one has failed. */
export interface Restraint {
  /** Asks, unless that would be too much: undefined then, and nobody was asked. */
  ask<Answer>(question: () => Promise<Answer>): Promise<Answer> | undefined;
}

interface Bounds {
  readonly atOnce: number;
  readonly perSecond: number;
}

const SECOND = 1000;
const FIRST_PAUSE = SECOND;
const LONGEST_PAUSE = 10 * SECOND;

export function restraint({ atOnce, perSecond }: Bounds, now: () => number): Restraint {
  let underway = 0;
  let second = 0;
  let askedInIt = 0;
  let failures = 0;
  let pausedUntil = 0;

  return {
    ask(question) {
      if (now() < pausedUntil || underway >= (failures > 0 ? 1 : atOnce) || !hasRoom()) return undefined;
      underway += 1;
      askedInIt += 1;
      return run(question);
    },
  };

  async function run<Answer>(question: () => Promise<Answer>): Promise<Answer> {
    try {
      const answer = await question();
      failures = 0;
      return answer;
    } catch (error) {
      pause();
      throw error;
    } finally {
      underway -= 1;
    }
  }

  function hasRoom(): boolean {
    const current = Math.floor(now() / SECOND);
    if (current !== second) [second, askedInIt] = [current, 0];
    return askedInIt < perSecond;
  }

  /** Those that were asked together fail together: that is one failure. */
  function pause(): void {
    if (now() < pausedUntil) return;
    pausedUntil = now() + Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** failures);
    failures += 1;
  }
}
