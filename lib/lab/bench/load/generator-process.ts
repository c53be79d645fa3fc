import { type ChildProcess, fork } from 'node:child_process';
import { on } from 'node:events';
import { newKeyPair } from '../../../beckn/signing/keys.ts';
import { PROVIDER_ID } from '../messages.ts';
import { BUYER_ID, type Command, type FromGenerator, KEY_ID } from './commands.ts';
import type { Report } from './ledger.ts';

/** The load generator as the bench holds it. */
export class Generator {
  /** What the registry is to know of it. */
  readonly registration: object;
  private readonly child: ChildProcess;
  private readonly messages: AsyncIterator<FromGenerator[]>;
  private readonly privateKey: string;

  private constructor(child: ChildProcess, messages: AsyncIterator<FromGenerator[]>, url: string) {
    const { privateKey, publicKey } = newKeyPair();
    this.child = child;
    this.messages = messages;
    this.privateKey = privateKey;
    this.registration = {
      subscriber_id: BUYER_ID,
      url,
      type: 'BAP',
      key_id: KEY_ID,
      signing_public_key: publicKey,
      valid_from: '2020-01-01T00:00:00Z',
      valid_until: '2099-01-01T00:00:00Z',
    };
  }

  static async start(): Promise<Generator> {
    const child = fork(new URL('./generator.ts', import.meta.url));
    const messages = on(child, 'message', { close: ['exit'] });
    const [message]: FromGenerator[] = (await messages.next()).value ?? [];
    if (message?.kind !== 'ready') throw new Error('the load generator did not start');
    return new Generator(child, messages, message.url);
  }

  async join(url: string): Promise<void> {
    const response = await fetch(`${url}/registry/lookup`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ subscriber_id: PROVIDER_ID }),
    });
    const [record]: { signing_public_key: string }[] = JSON.parse(await response.text());
    if (record === undefined) throw new Error(`${PROVIDER_ID} is not in the registry`);
    await this.tell({ kind: 'join', url, privateKey: this.privateKey, providerKey: record.signing_public_key });
  }

  async tell(command: Command): Promise<Report> {
    this.child.send(command);
    const [message] = (await this.messages.next()).value ?? [];
    if (message?.kind !== 'done') throw new Error('the load generator has ended');
    return message.report;
  }

  stop(): void {
    this.child.disconnect();
  }
}
