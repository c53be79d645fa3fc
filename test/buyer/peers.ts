import { createServer, type Server } from 'node:http';

export interface Heard {
  readonly path: string;
  readonly authorization?: string;
  readonly body: string;
}

/** Serves on a free port of this machine until it is closed. */
export async function serve(answer: (heard: Heard) => { readonly status: number; readonly body: string }) {
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString();
    const { status, body: text } = answer({
      path: request.url ?? '',
      authorization: request.headers.authorization,
      body,
    });
    response.writeHead(status, { 'content-type': 'application/json' }).end(text);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return { url: `http://127.0.0.1:${portOf(server)}`, close: () => void server.close() };
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening');
  return address.port;
}
