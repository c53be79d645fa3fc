import { type ClientRequest, Agent as HttpAgent, request as sendHttp } from 'node:http';
import { Agent as HttpsAgent, request as sendHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import { NotOurs } from '../flow/ports/not-ours.ts';
import { type Answer, exchange, GivenUp } from './exchange.ts';
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
  try {
    const { status, body } = await attempt(wanted, Date.now() + wanted.deadlineMs);
    return { status, body: body.toString('utf8') };
  } catch (error) {
    throw failure(error, wanted);
  }
}

export const newAgents = (options: { readonly lookup?: LookupFunction } = {}): Agents => ({
  http: new HttpAgent({ keepAlive: true, ...options }),
  https: new HttpsAgent({ keepAlive: true, ...options }),
});

const ownAgents = newAgents();

async function attempt(wanted: HttpRequest, until: number): Promise<Answer> {
  const outgoing = open(wanted);
  let isAnswered = false;
  outgoing.on('response', () => {
    isAnswered = true;
  });
  try {
    return await exchange(outgoing, wanted.body, { answerMs: until - Date.now(), mostBytes: MAX_ANSWER_BYTES });
  } catch (error) {
    // The peer closed an idle connection in the moment that it was used again: it has not read the request.
    if (outgoing.reusedSocket && isReset(error) && !isAnswered) return attempt(wanted, until);
    throw error;
  }
}

function open({ url: text, method, headers, body = '', agents = ownAgents }: HttpRequest): ClientRequest {
  const url = new URL(text);
  const options = { method, headers: { ...headers, 'content-length': Buffer.byteLength(body) } };
  return url.protocol === 'https:'
    ? sendHttps(url, { ...options, agent: agents.https })
    : sendHttp(url, { ...options, agent: agents.http });
}

const isReset = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ECONNRESET';

function failure(error: unknown, { url, deadlineMs }: HttpRequest): RequestFailed {
  const host = URL.canParse(url) ? new URL(url).host : 'an invalid URL';
  if (error instanceof PrivateAddress) return new RequestFailed('unsafe-url', error.message, { cause: error });
  if (error instanceof GivenUp)
    return error.code === 'too-large'
      ? new RequestFailed('answer-too-large', error.message)
      : new RequestFailed('timeout', `${host} did not answer within ${deadlineMs} ms`, { cause: error });
  return new RequestFailed('unreachable', `${host} could not be reached`, { cause: error });
}
