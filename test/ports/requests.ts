import { Agent, request } from 'node:http';
import { startServer } from '../http/server.ts';

interface Seen {
  readonly action: string;
  /** How many items were asked for, where a request says so. */
  readonly limit?: number;
}

const seen: Seen[] = [];
let intercept: ((action: string) => Promise<void>) | undefined;

/** Stands before an engine and notes what it is asked. */
export function watch(engineUrl: string) {
  const agent = new Agent({ keepAlive: true });
  return startServer(async (incoming, outgoing) => {
    const { method, headers } = incoming;
    const action = String(headers['x-amz-target']).replace(/^.*\./, '');
    try {
      await intercept?.(action);
    } catch {
      outgoing.destroy();
      return;
    }
    const body = Buffer.concat(await incoming.toArray());
    seen.push({ action, limit: action === 'Query' ? JSON.parse(body.toString()).Limit : undefined });
    const forwarded = request(engineUrl, { agent, method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(outgoing);
    });
    forwarded.once('error', () => outgoing.destroy());
    forwarded.end(body);
  });
}

/** What the engine is asked while `work` goes on. */
export const requestsDuring = async (work: () => Promise<unknown>): Promise<readonly string[]> =>
  (await seenDuring(work)).map(({ action }) => action);

/** The same with the limits that requests have. */
export async function seenDuring(work: () => Promise<unknown>): Promise<readonly Seen[]> {
  const before = seen.length;
  await work();
  return seen.slice(before);
}

/** Does something just before a request of `work` reaches the engine, which is counted from nought. */
export async function meanwhile<Result>(
  before: number,
  something: () => Promise<unknown>,
  work: () => Promise<Result>,
): Promise<Result> {
  let count = 0;
  intercept = async () => {
    if (count++ !== before) return;
    intercept = undefined;
    await something();
  };
  try {
    return await work();
  } finally {
    intercept = undefined;
  }
}

/** Lets so many requests of `work` through, and no more: true if it needed none of the others. */
export async function cutOff(after: number, work: () => Promise<unknown>): Promise<boolean> {
  let count = 0;
  intercept = async () => {
    if (count++ >= after) throw new Error('cut off');
  };
  try {
    await work();
    return true;
  } catch {
    return false;
  } finally {
    intercept = undefined;
  }
}
