import { Agent, request } from 'node:http';
import { startServer } from '../http/server.ts';

const seen: string[] = [];

/** Stands before an engine and notes what it is asked. */
export function watch(engineUrl: string) {
  const agent = new Agent({ keepAlive: true });
  return startServer((incoming, outgoing) => {
    const { method, headers } = incoming;
    seen.push(String(headers['x-amz-target']).replace(/^.*\./, ''));
    const forwarded = request(engineUrl, { agent, method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(outgoing);
    });
    forwarded.once('error', () => outgoing.destroy());
    incoming.pipe(forwarded);
  });
}

/** What the engine is asked while `work` goes on. */
export async function requestsDuring(work: () => Promise<unknown>): Promise<readonly string[]> {
  const before = seen.length;
  await work();
  return seen.slice(before);
}
