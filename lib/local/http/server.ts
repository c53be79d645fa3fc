import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Clock } from '../clock.ts';
import { readBody } from '../endpoint/body.ts';
import type { clockApi } from './clock-api.ts';
import { eventOf } from './event.ts';
import { isForeign } from './foreign.ts';
import { writeJson, writeResult } from './result.ts';
import { find, type Match, type Route } from './routes.ts';

export interface Served {
  readonly routes: readonly Route[];
  readonly clock: Clock;
  readonly clockApi: ReturnType<typeof clockApi>;
  invoke(functionName: string, event: unknown): Promise<unknown>;
  isUp(): boolean;
}

export class PortTaken extends Error {
  readonly code = 'port-taken';
}

/** The network's own address: the routes of the templates, and the host's clock and health. */
export class HttpServer {
  private readonly server: Server;
  private served: Served | undefined;

  constructor() {
    this.server = createServer((request, response) => {
      this.answer(request, response).catch(() => {
        if (!response.headersSent) writeJson(response, 500, { message: 'Internal Server Error' });
      });
    });
    this.server.keepAliveTimeout = KEEP_ALIVE_MS;
  }

  /** Listens, and answers 503 until it is told what to serve. Port 0 takes any that is free. */
  async listen(port: number): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', (cause: NodeJS.ErrnoException) =>
        reject(cause.code === 'EADDRINUSE' ? new PortTaken(`port ${port} is in use`, { cause }) : cause),
      );
      this.server.listen(port, '127.0.0.1', resolve);
    });
    const address = this.server.address();
    if (address === null || typeof address === 'string') throw new Error('the server has no port');
    return `http://127.0.0.1:${address.port}`;
  }

  serve(served: Served): void {
    this.served = served;
  }

  /** Takes no more requests; those that run end by themselves, at the latest after that time. */
  async close(withinMs: number): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    // A connection that becomes idle only now would be kept alive for the next request.
    const sweep = setInterval(() => this.server.closeIdleConnections(), 20);
    const forced = setTimeout(() => this.server.closeAllConnections(), withinMs);
    await closed;
    clearInterval(sweep);
    clearTimeout(forced);
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (isForeign(request.headers)) return writeJson(response, 403, { message: 'Forbidden' });
    const path = request.url?.split('?', 1)[0] ?? '';
    const isUp = this.served?.isUp() ?? false;
    if (path === '/healthz') return writeJson(response, isUp ? 200 : 503, { status: isUp ? 'up' : 'down' });
    if (this.served === undefined) return writeJson(response, 503, { message: 'Service Unavailable' });
    if (path === '/clock' || path === '/clock/advance') return answerClock(this.served, path, request, response);
    const found = find(this.served.routes, request.method ?? '', path);
    switch (found.kind) {
      case 'match':
        return invoke(this.served, found, request, response);
      case 'unknown-path':
        return writeJson(response, 404, { message: 'Not Found' });
      case 'wrong-method':
        return writeJson(response, 405, { message: 'Method Not Allowed' }, { allow: found.allowed.join(', ') });
      case 'malformed':
        return writeJson(response, 400, { message: 'Bad Request' });
    }
  }
}

const KEEP_ALIVE_MS = 75_000;
/** What an HTTP API of AWS takes. */
const LARGEST_BODY = 10 * 1024 * 1024;
const LARGEST_CLOCK_BODY = 1024;

async function invoke(served: Served, match: Match, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readBody(request, LARGEST_BODY);
  if (body === undefined) return refuseLarge(request, response);
  try {
    writeResult(
      response,
      await served.invoke(match.route.functionName, eventOf(request, body, match, served.clock.now())),
    );
  } catch {
    // The lane has logged what went wrong; it is told to nobody else.
    writeJson(response, 500, { message: 'Internal Server Error' });
  }
}

async function answerClock({ clockApi }: Served, path: string, request: IncomingMessage, response: ServerResponse) {
  const method = path === '/clock' ? 'GET' : 'POST';
  if (request.method !== method) return writeJson(response, 405, { message: 'Method Not Allowed' }, { allow: method });
  const body = await readBody(request, LARGEST_CLOCK_BODY);
  if (body === undefined) return refuseLarge(request, response);
  const answer = path === '/clock' ? clockApi.read() : await clockApi.advance(body.toString());
  writeJson(response, answer.status, answer.body);
}

/** Answers and keeps nothing of what still comes; the sender gets a moment to see the answer before the connection goes. */
function refuseLarge(request: IncomingMessage, response: ServerResponse): void {
  writeJson(response, 413, { message: 'Request Entity Too Large' });
  request.resume();
  setTimeout(() => request.socket.destroy(), MOMENT_MS).unref();
}

const MOMENT_MS = 500;
