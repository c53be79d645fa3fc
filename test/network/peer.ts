import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, call } from './http.ts';
import { authorization, isSignedBy, newKeys, type Signer, signerOf } from './signature.ts';
import { type Envelope, Envelope as EnvelopeSchema } from './wire.ts';

/** What the registry is told, as `--subscriber` takes it. */
export interface Registration {
  readonly subscriber_id: string;
  readonly url: string;
  readonly type: 'BAP' | 'BPP' | 'BG' | 'CDS';
  readonly key_id: string;
  readonly signing_public_key: string;
  readonly valid_from: string;
  readonly valid_until: string;
  readonly domain?: string;
  readonly collects?: boolean;
}

export interface Callback extends Envelope {
  /** The last part of the path that it was posted to. */
  readonly path: string;
  /** Signed by the provider, with the key that the registry has for it. */
  readonly verified: boolean;
  readonly receivedAt: number;
}

export interface Overrides {
  /** Over what the context would be; undefined takes a field away. */
  readonly context?: Readonly<Record<string, unknown>>;
  readonly headers?: readonly string[];
}

export interface Sent extends Answer {
  readonly messageId: string;
  readonly transactionId: string;
}

interface Reaction {
  readonly status?: number;
  readonly body?: string;
  readonly location?: string;
  readonly afterMs?: number;
}

const PATIENCE_MS = 20_000;
const ACK = '{"message":{"ack":{"status":"ACK"}}}';

/** A buyer platform that shares no code with the network: its own keys, its own signatures, its own door for callbacks. */
export class Peer implements Signer {
  readonly subscriberId: string;
  readonly keyId = 'key-1';
  readonly keys = newKeys();
  readonly privateKey = this.keys.privateKey;
  /** In the order in which they came, refused ones included. */
  readonly callbacks: Callback[] = [];
  /** Ids of the messages that were sent by `send`. */
  readonly sent = new Set<string>();
  url = '';
  /** How the next callbacks are answered. */
  react: (callback: Callback, attempt: number) => Reaction = () => ({});
  private network = '';
  private readonly taken = new Set<Callback>();
  private readonly waiting = new Set<() => void>();
  private readonly providerKeys = new Map<string, Promise<string | undefined>>();
  private readonly server = createServer((request, response) => void this.receive(request, response));

  constructor(subscriberId: string) {
    this.subscriberId = subscriberId;
  }

  /** Listens; needed before it can be registered. */
  async open(port = 0): Promise<this> {
    await once(this.server.listen(port, '127.0.0.1'), 'listening');
    const address = this.server.address();
    if (address === null || typeof address === 'string') throw new Error('no port to listen on');
    this.url = `http://127.0.0.1:${address.port}/beckn`;
    return this;
  }

  registration(changes: Partial<Registration> = {}): Registration {
    return {
      subscriber_id: this.subscriberId,
      url: this.url,
      type: 'BAP',
      key_id: this.keyId,
      signing_public_key: this.keys.publicKey,
      valid_from: '2024-01-01T00:00:00Z',
      valid_until: '2098-01-01T00:00:00Z',
      ...changes,
    };
  }

  join(network: string): void {
    this.network = network;
  }

  context(action: string, changes: Overrides['context'] = {}): Record<string, unknown> {
    return {
      domain: 'dent:0.1.0',
      location: { country: { code: 'IND' }, city: { code: 'std:080' } },
      action,
      version: '1.1.0',
      bap_id: this.subscriberId,
      bap_uri: this.url,
      bpp_id: 'bpp.beckn-energy.local',
      bpp_uri: `${this.network}/bpp`,
      transaction_id: randomUUID(),
      message_id: randomUUID(),
      timestamp: new Date().toISOString(),
      ttl: 'PT30S',
      ...changes,
    };
  }

  async send(action: string, message: unknown, overrides: Overrides = {}): Promise<Sent> {
    const context = this.context(action, overrides.context);
    this.sent.add(String(context.message_id));
    const answer = await this.post(action, JSON.stringify({ context, message }), overrides.headers);
    return { ...answer, messageId: String(context.message_id), transactionId: String(context.transaction_id) };
  }

  /** Posts bytes, signed as they are unless other headers are given. */
  post(action: string, body: string | Uint8Array, headers: readonly string[] = this.headersFor(body)): Promise<Answer> {
    return call(`${this.network}/bpp/${action}`, { headers, body });
  }

  headersFor(body: string | Uint8Array): readonly string[] {
    return ['content-type', 'application/json', 'authorization', authorization(body, this)];
  }

  /** Sends and waits for the callback that answers it. */
  async ask(action: string, message: unknown, overrides?: Overrides): Promise<Callback> {
    const { status, text, messageId } = await this.send(action, message, overrides);
    if (status !== 200) throw new Error(`${action} was answered ${status}: ${text}`);
    return this.nextCallback((callback) => isReply(callback, action) && callback.context.message_id === messageId);
  }

  /** The first callback that fits and was not asked for before; waits for it if it has yet to come. */
  async nextCallback(fits: (callback: Callback) => boolean, withinMs = PATIENCE_MS): Promise<Callback> {
    const deadline = Date.now() + withinMs;
    for (;;) {
      const found = this.callbacks.find((callback) => !this.taken.has(callback) && fits(callback));
      if (found !== undefined) {
        this.taken.add(found);
        return found;
      }
      if (Date.now() >= deadline) throw new Error(`${this.subscriberId} waited in vain; since then: ${this.untaken()}`);
      await Promise.race([new Promise<void>((resolve) => this.waiting.add(resolve)), sleep(deadline - Date.now())]);
    }
  }

  /** Nobody answers at its port for so long. */
  async goDown(milliseconds: number): Promise<void> {
    const { port } = new URL(this.url);
    await this.close();
    await sleep(milliseconds);
    await this.open(Number(port));
  }

  async close(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }

  private async receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    const receivedAt = Date.now();
    const verified = await this.isByProvider(bytes, request.headers.authorization ?? '');
    const path = request.url?.split('/').at(-1) ?? '';
    const callback = { ...EnvelopeSchema.parse(JSON.parse(bytes.toString())), path, verified, receivedAt };
    const attempt = 1 + this.callbacks.filter((one) => isSame(one, callback)).length;
    this.callbacks.push(callback);
    for (const wake of this.waiting) wake();
    this.waiting.clear();
    const { status = 200, body = ACK, location, afterMs = 0 } = this.react(callback, attempt);
    await sleep(afterMs);
    response.writeHead(status, { 'content-type': 'application/json', ...(location && { location }) }).end(body);
  }

  private async isByProvider(bytes: Uint8Array, header: string): Promise<boolean> {
    const { subscriberId, keyId } = signerOf(header);
    const name = `${subscriberId}|${keyId}`;
    const key = this.providerKeys.get(name) ?? this.lookUp(subscriberId, keyId);
    this.providerKeys.set(name, key);
    const publicKey = await key;
    return subscriberId === 'bpp.beckn-energy.local' && publicKey !== undefined && isSignedBy(publicKey, bytes, header);
  }

  private async lookUp(subscriber_id: string, key_id: string): Promise<string | undefined> {
    const { text } = await call(`${this.network}/registry/lookup`, {
      headers: ['content-type', 'application/json'],
      body: JSON.stringify({ subscriber_id, key_id, type: 'BPP' }),
    });
    const [record] = JSON.parse(text);
    return record?.status === 'SUBSCRIBED' ? record.signing_public_key : undefined;
  }

  private untaken(): string {
    const left = this.callbacks.filter((callback) => !this.taken.has(callback));
    return (
      left.map(({ path, error }) => (error ? `${path} (${error.code} ${error.message})` : path)).join(', ') || 'nothing'
    );
  }
}

/** The meta API's answers have names of their own. */
const metaReplies: Readonly<Record<string, string>> = {
  get_cancellation_reasons: 'cancellation_reasons',
  get_rating_categories: 'rating_categories',
};

const isReply = ({ path }: Callback, action: string): boolean => path === (metaReplies[action] ?? `on_${action}`);

const isSame = (one: Callback, other: Callback): boolean =>
  one.path === other.path && one.context.message_id === other.context.message_id;
