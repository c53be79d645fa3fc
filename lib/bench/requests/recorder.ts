import { once } from 'node:events';
import { Agent, createServer, type IncomingHttpHeaders, request, type Server } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { type Call, callOf } from './call.ts';

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Stands between functions and services and notes what is asked for. */
export class Recorder {
  private readonly calls: Call[] = [];
  private readonly servers: Server[] = [];
  private readonly agent = new Agent({ keepAlive: true });

  /** Answers the URL of a door through which the given one is reached. */
  async interpose(url: string): Promise<string> {
    const server = createServer(async (asked, response) => {
      const { headers, method = 'POST', url: path = '/' } = asked;
      const body = countingCapacity(headers, await buffer(asked));
      const answer = await this.pass(new URL(path, url), method, headers, body);
      const call = callOf(headers['x-amz-target'], `${method} ${path}`, body.toString(), answer.body.toString());
      if (call !== undefined) this.calls.push(call);
      response.writeHead(answer.status, answer.headers).end(answer.body);
    });
    server.keepAliveTimeout = 600_000;
    this.servers.push(server);
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('this machine has no free port');
    return `http://127.0.0.1:${address.port}`;
  }

  get count(): number {
    return this.calls.length;
  }

  /** What was noted since the last time. */
  take(): readonly Call[] {
    return this.calls.splice(0);
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

/** DynamoDB says what a request has used when it is asked to. */
function countingCapacity({ 'x-amz-target': target }: IncomingHttpHeaders, body: Buffer): Buffer {
  if (!target?.toString().startsWith('DynamoDB_')) return body;
  return Buffer.from(JSON.stringify({ ...JSON.parse(body.toString()), ReturnConsumedCapacity: 'TOTAL' }));
}
