import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';

/** The registry, which is asked once, and a queue that has taken everything, in another process than what is measured. */
export interface Neighbours {
  readonly url: string;
  register(publicKey: string): void;
  close(): void;
}

export async function startNeighbours(): Promise<Neighbours> {
  let records: readonly object[] = [];
  const server = createServer(async (request, response) => {
    const body = JSON.parse(await text(request));
    const answer = request.url === '/registry/lookup' ? records : taken(body.Entries);
    response.setHeader('content-type', 'application/x-amz-json-1.0').end(JSON.stringify(answer));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('this machine has no free port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    register(publicKey) {
      records = [recordOf(publicKey)];
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

const taken = (entries: readonly { readonly Id: string }[]) => ({
  Successful: entries.map(({ Id }) => ({ Id, MessageId: Id })),
});

const recordOf = (publicKey: string) => ({
  subscriber_id: 'bench.example.org',
  key_id: 'k1',
  type: 'BAP',
  url: 'http://127.0.0.1:9/beckn',
  signing_public_key: publicKey,
  status: 'SUBSCRIBED',
  valid_from: '2020-01-01T00:00:00Z',
  valid_until: '2099-01-01T00:00:00Z',
});
