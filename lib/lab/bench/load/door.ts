import type { KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { checkTimes, parseSignature, verifySignature } from '../../../beckn/signing/verify.ts';

export interface Callback {
  readonly action: string;
  readonly messageId: string;
  /** Signed by the provider, and no error. */
  readonly isGood: boolean;
  readonly bytes: number;
}

/** Where callbacks come in. Each one's signature is verified. */
export class Door {
  providerKey: KeyObject | undefined;
  private readonly onCallback: (callback: Callback) => void;
  private server: Server | undefined;
  private port = 0;

  constructor(onCallback: Door['onCallback']) {
    this.onCallback = onCallback;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/beckn`;
  }

  /** At any free port, and later at the same one again. */
  async open(): Promise<void> {
    const server = createServer((request, response) => void this.answer(request, response));
    server.keepAliveTimeout = 60_000;
    await once(server.listen(this.port, '127.0.0.1'), 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('the door has no port');
    this.port = address.port;
    this.server = server;
  }

  close(): void {
    this.server?.close();
    this.server?.closeAllConnections();
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const { context, error } = JSON.parse(body.toString());
    const isGood = this.isSigned(request.headers.authorization, body) && error === undefined;
    const { action, message_id: messageId } = context;
    response.writeHead(200, { 'content-type': 'application/json' }).end(ACK);
    this.onCallback({ action, messageId, isGood, bytes: body.length });
  }

  private isSigned(header: string | undefined, body: Buffer): boolean {
    if (this.providerKey === undefined) return false;
    try {
      const signature = parseSignature(header);
      checkTimes(signature, Math.floor(Date.now() / 1000));
      verifySignature(signature, body, this.providerKey);
      return true;
    } catch {
      return false;
    }
  }
}

const ACK = '{"message":{"ack":{"status":"ACK"}}}';
