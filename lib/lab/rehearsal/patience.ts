import { setTimeout as sleep } from 'node:timers/promises';

const PATIENCE_MS = 60_000;
const POLL_MS = 500;

/** Asks until there is an answer. */
export async function until<Answer>(what: string, ask: () => Promise<Answer | undefined | false>): Promise<Answer> {
  for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline; await sleep(POLL_MS)) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
  }
  throw new Error(`${what}: waited for ${PATIENCE_MS / 1000} s in vain`);
}
