import { type ClientRequest, Agent as HttpAgent, type IncomingMessage, request as sendHttp } from 'node:http';
import { Agent as HttpsAgent, request as sendHttps } from 'node:https';
import { queryString, type Signable } from './canonical-request.ts';

/** What the SDK wants sent. */
interface Outgoing extends Signable {
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
  readonly body?: string | Uint8Array;
}

/** An answer whose body was read to its end. */
interface Answer {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body: Uint8Array;
}

export interface Limits {
  readonly connectMs: number;
  /** From asking to the end of the answer. */
  readonly answerMs: number;
}

const LIMITS: Limits = { connectMs: 500, answerMs: 3000 };

const POOL = { keepAlive: true, maxSockets: 50 };

/** How SDK clients reach their services. It never tries again: the SDK does, and knows by names and codes when that helps. */
export function connections(limits: Limits = LIMITS) {
  const http = new HttpAgent(POOL);
  const https = new HttpsAgent(POOL);
  const open = (request: Outgoing): ClientRequest =>
    request.protocol === 'https:'
      ? sendHttps({ ...optionsOf(request), agent: https })
      : sendHttp({ ...optionsOf(request), agent: http });
  return {
    metadata: { handlerProtocol: 'http/1.1' },
    async handle(request: Outgoing, { abortSignal }: { readonly abortSignal?: AbortSignal } = {}) {
      if (abortSignal?.aborted) throw new GivenUp('AbortError', 'the request was aborted');
      return { response: await exchange(open(request), request.body, limits, abortSignal) };
    },
    destroy() {
      http.destroy();
      https.destroy();
    },
    updateHttpClientConfig() {},
    httpHandlerConfigs: () => ({}),
  };
}

/** Names are what the SDK goes by. */
class GivenUp extends Error {
  constructor(name: 'TimeoutError' | 'AbortError', message: string) {
    super(message);
    this.name = name;
  }
}

const optionsOf = ({ hostname, port, method, path, query, headers }: Outgoing) => ({
  host: hostname.replace(/^\[(.+)\]$/, '$1'),
  port,
  method,
  path: query === undefined || Object.keys(query).length === 0 ? path : `${path}?${queryString(query)}`,
  // As a list they are sent as they are, host and length among them.
  headers: Object.entries(headers).flat(),
});

async function exchange(
  outgoing: ClientRequest,
  body: Outgoing['body'],
  { connectMs, answerMs }: Limits,
  abortSignal: AbortSignal | undefined,
): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const giveUp = (...why: ConstructorParameters<typeof GivenUp>) => {
    reject(new GivenUp(...why));
    outgoing.destroy();
  };
  const abort = () => giveUp('AbortError', 'the request was aborted');
  abortSignal?.addEventListener('abort', abort);
  const deadline = setTimeout(() => giveUp('TimeoutError', `no answer within ${answerMs} ms`), answerMs);
  outgoing.on('socket', (socket) => {
    if (!socket.connecting) return;
    const timer = setTimeout(() => giveUp('TimeoutError', `no connection within ${connectMs} ms`), connectMs);
    const clear = () => clearTimeout(timer);
    socket.on('connect', clear).on('close', clear);
  });
  outgoing.on('response', (incoming) => read(incoming, resolve, reject));
  outgoing.on('error', reject).end(body);
  try {
    return await promise;
  } finally {
    clearTimeout(deadline);
    abortSignal?.removeEventListener('abort', abort);
  }
}

function read(incoming: IncomingMessage, resolve: (answer: Answer) => void, reject: (error: Error) => void): void {
  const chunks: Uint8Array[] = [];
  incoming.on('data', (chunk) => chunks.push(chunk));
  incoming.on('error', reject);
  incoming.on('end', () => {
    const [first = new Uint8Array(), ...others] = chunks;
    const body = others.length === 0 ? first : Buffer.concat(chunks);
    resolve({ statusCode: incoming.statusCode ?? 0, headers: headersOf(incoming), body });
  });
}

function headersOf({ rawHeaders }: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (let index = 0; index < rawHeaders.length; index += 2)
    headers[rawHeaders[index]?.toLowerCase() ?? ''] = rawHeaders[index + 1] ?? '';
  return headers;
}
