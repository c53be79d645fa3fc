import { Agent as HttpAgent, type IncomingMessage, type RequestOptions, request as sendHttp } from 'node:http';
import { Agent as HttpsAgent, request as sendHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import { NotOurs } from '../flow/not-ours.ts';
import { PrivateAddress } from './public-address.ts';

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** For all of it: connecting, sending and the whole answer. */
  readonly deadlineMs: number;
  readonly agents?: Agents;
}

export interface HttpResponse {
  readonly status: number;
  readonly body: string;
}

/** Connections are kept open, and only for requests that resolve names in the same way. */
export interface Agents {
  readonly http: HttpAgent;
  readonly https: HttpsAgent;
}

export type Failure = 'timeout' | 'unreachable' | 'unsafe-url' | 'answer-too-large' | 'unexpected-answer';

export class RequestFailed extends NotOurs {
  readonly code: Failure;

  constructor(code: Failure, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'RequestFailed';
    this.code = code;
  }
}

const MAX_ANSWER_BYTES = 64 * 1024;

/** Every call that leaves goes through here. A redirect is an answer like any other: nobody follows it. */
export async function request(wanted: HttpRequest): Promise<HttpResponse> {
  const signal = AbortSignal.timeout(wanted.deadlineMs);
  try {
    const response = await send(wanted, signal);
    return { status: response.statusCode ?? 0, body: await read(response) };
  } catch (error) {
    throw failure(error, wanted, signal);
  }
}

export const newAgents = (options: { readonly lookup?: LookupFunction } = {}): Agents => ({
  http: new HttpAgent({ keepAlive: true, ...options }),
  https: new HttpsAgent({ keepAlive: true, ...options }),
});

const ownAgents = newAgents();

async function send(wanted: HttpRequest, signal: AbortSignal): Promise<IncomingMessage> {
  const url = new URL(wanted.url);
  const { http, https } = wanted.agents ?? ownAgents;
  const headers = { ...wanted.headers, 'content-length': Buffer.byteLength(wanted.body ?? '') };
  const options: RequestOptions = { method: wanted.method, headers, signal };
  const isSecure = url.protocol === 'https:';
  const outgoing = isSecure ? sendHttps(url, { ...options, agent: https }) : sendHttp(url, { ...options, agent: http });
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  outgoing.on('response', resolve).on('error', reject).end(wanted.body);
  try {
    return await promise;
  } catch (error) {
    // The peer closed an idle connection in the moment that it was used again: it has not read the request.
    if (outgoing.reusedSocket && isReset(error) && !signal.aborted) return send(wanted, signal);
    throw error;
  }
}

async function read(response: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response) {
    size += chunk.length;
    if (size > MAX_ANSWER_BYTES)
      throw new RequestFailed('answer-too-large', `more than ${MAX_ANSWER_BYTES} bytes came`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

const isReset = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ECONNRESET';

function failure(error: unknown, { url, deadlineMs }: HttpRequest, signal: AbortSignal): RequestFailed {
  if (error instanceof RequestFailed) return error;
  const host = URL.canParse(url) ? new URL(url).host : 'an invalid URL';
  if (error instanceof PrivateAddress) return new RequestFailed('unsafe-url', error.message, { cause: error });
  if (signal.aborted)
    return new RequestFailed('timeout', `${host} did not answer within ${deadlineMs} ms`, { cause: error });
  return new RequestFailed('unreachable', `${host} could not be reached`, { cause: error });
}
