import { Agent, request } from 'node:http';

export interface Call {
  readonly method?: string;
  /** Names and values in turn, so that a name may come twice. */
  readonly headers?: readonly string[];
  readonly body?: string | Uint8Array;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

const agent = new Agent({ keepAlive: true, maxSockets: 60 });

/** One HTTP call, its headers exactly as given. */
export function call(url: string, { method = 'POST', headers = [], body = '' }: Call = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { host, port, pathname, search } = new URL(url);
    const sized = ['host', host, ...headers, 'content-length', String(Buffer.byteLength(body))];
    const sent = request(
      { host: '127.0.0.1', port, path: `${pathname}${search}`, method, agent, headers: sized },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: Buffer.concat(chunks).toString(),
          }),
        );
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}
