import { once } from 'node:events';
import { Agent, createServer, type IncomingHttpHeaders, request, type Server } from 'node:http';
import { buffer } from 'node:stream/consumers';
import * as z from 'zod';
import { type Asked, askedIn, type Call, unitsOf } from './call.ts';

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A function at work: with so many messages of its queue, or none where it was asked over HTTP. */
export interface Run {
  readonly caller: string;
  readonly messages: number;
}

/** Met by every request on its way: it may be kept waiting, and is answered as a failing service does where this throws. */
export type Obstacle = (asked: Asked) => unknown;

/** Stands between functions and services and notes what is asked for. */
export class Recorder {
  private readonly calls: Call[] = [];
  private readonly runs: Run[] = [];
  private readonly servers: Server[] = [];
  private readonly agent = new Agent({ keepAlive: true });
  private readonly obstacle: Obstacle;

  constructor(obstacle: Obstacle = () => undefined) {
    this.obstacle = obstacle;
  }

  /** Answers the URL of a door through which the given one is reached. */
  async interpose(url: string): Promise<string> {
    const server = createServer(async (asking, response) => {
      const { headers, method = 'POST', url: path = '/' } = asking;
      const body = await buffer(asking);
      const asked = askedIn(headers, `${method} ${path}`, body);
      try {
        await this.obstacle(asked);
      } catch {
        response.writeHead(500).end('{"__type":"InternalServerError"}');
        return;
      }
      const answer = await this.pass(new URL(path, url), method, headers, countingCapacity(asked, body));
      this.calls.push({ ...asked, ...unitsOf(asked, answer.body) });
      response.writeHead(answer.status, answer.headers).end(answer.body);
    });
    server.keepAliveTimeout = 600_000;
    this.servers.push(server);
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('this machine has no free port');
    return `http://127.0.0.1:${address.port}`;
  }

  /** Notes that a function is invoked. */
  readonly noteRun = (caller: string, event: unknown): void => {
    this.runs.push({ caller, messages: Batch.safeParse(event).data?.Records.length ?? 0 });
  };

  get count(): number {
    return this.calls.length;
  }

  /** The requests that were noted since the last time. */
  take(): readonly Call[] {
    return this.calls.splice(0);
  }

  takeRuns(): readonly Run[] {
    return this.runs.splice(0);
  }

  close(): void {
    for (const server of this.servers) {
      server.close();
      server.closeAllConnections();
    }
    this.agent.destroy();
  }

  private async pass(url: URL, method: string, headers: IncomingHttpHeaders, body: Buffer): Promise<Answer> {
    const { host, connection, ...others } = headers;
    const sent = request(url, { method, agent: this.agent, headers: { ...others, 'content-length': body.length } });
    sent.end(body);
    const [response] = await once(sent, 'response');
    return { status: response.statusCode, headers: response.headers, body: await buffer(response) };
  }
}

const Batch = z.object({ Records: z.array(z.unknown()) });

/** DynamoDB says what a request has used when it is asked to. */
const countingCapacity = ({ service }: Asked, body: Buffer): Buffer =>
  service === 'tables'
    ? Buffer.from(JSON.stringify({ ...JSON.parse(body.toString()), ReturnConsumedCapacity: 'INDEXES' }))
    : body;
