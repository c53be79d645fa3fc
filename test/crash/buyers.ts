import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../memory/random.ts';
import { newSigner, type Signer } from './signing.ts';
import { Envelope } from './wire.ts';

/** A request that was acknowledged. */
export interface Asked {
  readonly buyer: string;
  readonly action: string;
  readonly messageId: string;
}

/** A callback as it came. */
export interface Heard {
  readonly buyer: string;
  readonly action: string;
  readonly at: number;
  readonly authorization: string;
  readonly body: string;
  readonly envelope: Envelope;
}

/** A request on its way: signed afresh each time that it is sent. */
type Sending = () => { readonly headers: Record<string, string>; readonly body?: string };

/** Platforms of buyers, each with a name and a key of its own; all listen at one address. */
export interface Buyers {
  readonly names: readonly string[];
  readonly asked: readonly Asked[];
  readonly heard: readonly Heard[];
  /** Files that register them. */
  readonly subscriberFiles: readonly string[];
  /** Sends a request, and the very same again until it is acknowledged; answers its callback. */
  ask(buyer: string, action: string, transactionId: string, message: object): Promise<Heard>;
  /** Posts until it is answered with a 200. */
  post(path: string, sending: Sending): Promise<string>;
  close(): void;
}

interface Options {
  readonly count: number;
  readonly network: string;
  readonly random: Random;
  readonly folder: string;
  /** Ends what waits now. */
  signal(): AbortSignal;
}

const PROVIDER = 'bpp.beckn-energy.local';
const ANSWER_MILLISECONDS = 20_000;
const PAUSE_MILLISECONDS = 400;
const POLL_MILLISECONDS = 30;
/** One callback in so many is heard, and not acknowledged. */
const SELDOM = 40;

export async function openBuyers({ count, network, random, folder, signal }: Options): Promise<Buyers> {
  const asked: Asked[] = [];
  const heard: Heard[] = [];
  const byTransaction = new Map<string, Heard[]>();
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString();
    const [, buyer = '', action = ''] = (request.url ?? '').split('/');
    const envelope = Envelope.parse(JSON.parse(body));
    const one = { buyer, action, at: Date.now(), authorization: request.headers.authorization ?? '', body, envelope };
    const { transaction_id: id } = envelope.context;
    heard.push(one);
    byTransaction.set(id, [...(byTransaction.get(id) ?? []), one]);
    response.writeHead(random.below(SELDOM) === 0 ? 503 : 200, { 'content-type': 'application/json' });
    response.end('{"message":{"ack":{"status":"ACK"}}}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const base = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  const signers = new Map(Array.from({ length: count }, (_, index) => [`buyer-${index}.example`, newSigner('key')]));

  return {
    names: [...signers.keys()],
    asked,
    heard,
    subscriberFiles: [...signers].map(([id, signer]) => subscriberFile(folder, id, `${base}/${id}`, signer)),
    async ask(buyer, action, transactionId, message) {
      const messageId = randomUUID();
      const context = {
        domain: 'dent:0.1.0',
        action,
        version: '1.1.0',
        bap_id: buyer,
        bap_uri: `${base}/${buyer}`,
        bpp_id: PROVIDER,
        bpp_uri: `${network}/bpp`,
        transaction_id: transactionId,
        message_id: messageId,
        timestamp: new Date().toISOString(),
      };
      const body = JSON.stringify({ context, message });
      const sign = () => signers.get(buyer)?.authorization(buyer, body) ?? '';
      await post(`/bpp/${action}`, () => ({ headers: { authorization: sign() }, body }));
      asked.push({ buyer, action, messageId });
      return hear(transactionId, messageId, action);
    },
    post,
    close: () => void server.close(),
  };

  async function hear(transactionId: string, messageId: string, action: string): Promise<Heard> {
    for (;;) {
      const found = byTransaction.get(transactionId)?.find(({ envelope }) => envelope.context.message_id === messageId);
      if (found !== undefined) return found;
      if (signal().aborted) throw new Error(`${transactionId}: ${action} ${messageId} is not answered`);
      await sleep(POLL_MILLISECONDS);
    }
  }

  async function post(path: string, sending: Sending): Promise<string> {
    for (;;) {
      const { headers, body } = sending();
      const answer = await fetch(network + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body,
        signal: AbortSignal.timeout(ANSWER_MILLISECONDS),
      }).then(
        async (response) => ({ status: response.status, text: await response.text() }),
        () => undefined,
      );
      if (answer?.status === 200) return answer.text;
      if (answer !== undefined && answer.status < 500) throw new Error(`${path}: ${answer.status} ${answer.text}`);
      if (signal().aborted) throw new Error(`${path} is not taken: ${answer?.status} ${answer?.text}`);
      await sleep(PAUSE_MILLISECONDS);
    }
  }
}

function subscriberFile(folder: string, id: string, url: string, { publicKey }: Signer): string {
  const file = join(folder, `${id}.json`);
  const record = {
    subscriber_id: id,
    url,
    type: 'BAP',
    key_id: 'key',
    signing_public_key: publicKey,
    valid_from: '2020-01-01T00:00:00Z',
    valid_until: '2099-12-31T00:00:00Z',
  };
  writeFileSync(file, JSON.stringify(record));
  return file;
}
