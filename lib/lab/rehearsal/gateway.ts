import { once } from 'node:events';
import { Agent, createServer, request, type Server } from 'node:http';
import { pipeline } from 'node:stream/promises';

/**
 * The one address of an emulated AWS: signed requests are for its services, all others for the deployed HTTP API, whose own
 * name cannot be looked up on every machine.
 */
export class Gateway {
  private readonly emulator: URL;
  private readonly agent = new Agent({ keepAlive: true });
  private readonly server: Server;
  private apiHost = '';

  constructor(emulator: string) {
    this.emulator = new URL(emulator);
    this.server = createServer(async (asked, response) => {
      const isForServices = asked.headers.authorization?.startsWith('AWS4-') === true;
      const { host, ...others } = asked.headers;
      const forwarded = request({
        host: this.emulator.hostname,
        port: this.emulator.port,
        agent: this.agent,
        method: asked.method,
        path: asked.url,
        headers: {
          ...others,
          host: isForServices ? host : this.apiHost,
          // As if it had come over TLS: policies demand that.
          'x-forwarded-proto': 'https',
        },
      });
      forwarded.on('response', (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        pipeline(answer, response).catch(() => response.destroy());
      });
      forwarded.on('error', () => (response.headersSent ? response.destroy() : response.writeHead(502).end()));
      pipeline(asked, forwarded).catch(() => forwarded.destroy());
    });
    this.server.keepAliveTimeout = 600_000;
  }

  async listen(port = 0): Promise<string> {
    await once(this.server.listen(port, '127.0.0.1'), 'listening');
    const address = this.server.address();
    if (address === null || typeof address === 'string') throw new Error('this machine has no free port');
    return `http://127.0.0.1:${address.port}`;
  }

  /** What is not for services goes to the API of that name. */
  leadTo(apiHost: string): void {
    this.apiHost = apiHost;
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
    this.agent.destroy();
  }
}
