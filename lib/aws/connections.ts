import { type ClientRequest, Agent as HttpAgent, request as sendHttp } from 'node:http';
import { Agent as HttpsAgent, request as sendHttps } from 'node:https';
import { exchange, GivenUp, type Limits } from '../http/exchange.ts';
import { queryString, type Signable } from './canonical-request.ts';

/** What the SDK wants sent. */
interface Outgoing extends Signable {
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
  readonly body?: string | Uint8Array;
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
      try {
        if (abortSignal?.aborted) throw new GivenUp('aborted', 'the request was aborted');
        const { status, rawHeaders, body } = await exchange(open(request), request.body, limits, abortSignal);
        return { response: { statusCode: status, headers: headersOf(rawHeaders), body } };
      } catch (error) {
        throw error instanceof GivenUp ? named(error) : error;
      }
    },
    destroy() {
      http.destroy();
      https.destroy();
    },
    updateHttpClientConfig() {},
    httpHandlerConfigs: () => ({}),
  };
}

const optionsOf = ({ hostname, port, method, path, query, headers }: Outgoing) => ({
  host: hostname.replace(/^\[(.+)\]$/, '$1'),
  port,
  method,
  path: query === undefined || Object.keys(query).length === 0 ? path : `${path}?${queryString(query)}`,
  // As a list they are sent as they are, host and length among them.
  headers: Object.entries(headers).flat(),
});

function headersOf(rawHeaders: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = {};
  for (let index = 0; index < rawHeaders.length; index += 2)
    headers[rawHeaders[index]?.toLowerCase() ?? ''] = rawHeaders[index + 1] ?? '';
  return headers;
}

/** The SDK goes by names. */
const named = (error: GivenUp): Error =>
  Object.assign(error, { name: error.code === 'aborted' ? 'AbortError' : 'TimeoutError' });
