import type { ClientRequest, IncomingMessage } from 'node:http';

export interface Limits {
  /** From now to the end of the answer. */
  readonly answerMs: number;
  readonly connectMs?: number;
  readonly mostBytes?: number;
}

export interface Answer {
  readonly status: number;
  /** Names and values in turn. */
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
}

/** We ended it ourselves; what else goes wrong is thrown as the connection tells it. */
export class GivenUp extends Error {
  readonly code: 'no-connection' | 'no-answer' | 'too-large' | 'aborted';

  constructor(code: GivenUp['code'], message: string) {
    super(message);
    this.code = code;
  }
}

/** Sends a request that is open, and reads its answer to the end. By events and timers: streams and signals cost twice as much. */
export async function exchange(
  outgoing: ClientRequest,
  body: string | Uint8Array | undefined,
  limits: Limits,
  signal?: AbortSignal,
): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const giveUp = (...why: ConstructorParameters<typeof GivenUp>) => {
    reject(new GivenUp(...why));
    outgoing.destroy();
  };
  const { answerMs, connectMs } = limits;
  const deadline = setTimeout(() => giveUp('no-answer', `no answer within ${answerMs} ms`), answerMs);
  if (connectMs !== undefined)
    whenConnecting(outgoing, connectMs, () => giveUp('no-connection', `no connection within ${connectMs} ms`));
  const abort = () => giveUp('aborted', 'the request was aborted');
  signal?.addEventListener('abort', abort);
  outgoing.on('response', (incoming) => read(incoming, limits, { resolve, reject, giveUp }));
  outgoing.on('error', reject).end(body);
  try {
    return await promise;
  } finally {
    clearTimeout(deadline);
    signal?.removeEventListener('abort', abort);
  }
}

function whenConnecting(outgoing: ClientRequest, milliseconds: number, expire: () => void): void {
  outgoing.on('socket', (socket) => {
    if (!socket.connecting) return;
    const timer = setTimeout(expire, milliseconds);
    const clear = () => clearTimeout(timer);
    socket.on('connect', clear).on('close', clear);
  });
}

interface Ends {
  resolve(answer: Answer): void;
  reject(error: Error): void;
  giveUp(code: GivenUp['code'], message: string): void;
}

function read(incoming: IncomingMessage, { mostBytes = Number.POSITIVE_INFINITY }: Limits, ends: Ends): void {
  const chunks: Buffer[] = [];
  let size = 0;
  incoming.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    size += chunk.length;
    if (size > mostBytes) ends.giveUp('too-large', `more than ${mostBytes} bytes came`);
  });
  incoming.on('error', ends.reject);
  incoming.on('end', () => {
    const [first = Buffer.alloc(0)] = chunks;
    const body = chunks.length > 1 ? Buffer.concat(chunks) : first;
    ends.resolve({ status: incoming.statusCode ?? 0, rawHeaders: incoming.rawHeaders, body });
  });
}
