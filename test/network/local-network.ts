import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ChildNetwork } from '../../lib/local/child-network.ts';
import { type Answer, call } from './http.ts';
import type { Registration } from './peer.ts';

/** What can be done in a network besides sending messages. */
export interface Hands {
  now(): Promise<number>;
  /** Lets business time pass: an ISO 8601 duration. */
  advance(by: string): Promise<void>;
  pay(paymentId: string, verb?: 'pay' | 'decline'): Promise<Answer>;
  handle(connector: readonly [provider: string, item: string, fulfillment: string], verb: string): Promise<Answer>;
}

export interface LocalNetwork extends Hands {
  readonly url: string;
  /** Of the provider's staff. */
  readonly operationsToken: string;
  /** What it has said on standard error. */
  readonly warnings: () => string;
  /** Everything that its functions have logged. */
  log(): string;
  stop(): Promise<void>;
}

/** A network of its own for a test file: the real program, on a free port, with a state that goes away with it. */
export async function startLocalNetwork(
  registrations: readonly Registration[],
  checkout?: string,
): Promise<LocalNetwork> {
  const folder = mkdtempSync(join(tmpdir(), 'beckn-network-'));
  const state = join(folder, 'state');
  const flags = registrations.flatMap((registration, index) => {
    const file = join(folder, `subscriber-${index}.json`);
    writeFileSync(file, JSON.stringify(registration));
    return ['--subscriber', file];
  });
  const child = await ChildNetwork.at(state, checkout);
  const { url } = child;
  await child.start(...flags);

  return {
    url,
    operationsToken: readFileSync(join(state, 'operations-token'), 'utf8'),
    warnings: () => child.said,
    log: () => readFileSync(join(state, 'network.log'), 'utf8'),
    ...handsIn(url),
    async stop() {
      await child.end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export const handsIn = (url: string): Hands => ({
  now: async () => Date.parse(JSON.parse((await call(`${url}/clock`, { method: 'GET' })).text).now),
  async advance(by) {
    const { status, text } = await call(`${url}/clock/advance`, { body: JSON.stringify({ by }) });
    if (status !== 200) throw new Error(`the clock did not move: ${text}`);
  },
  pay: (paymentId, verb = 'pay') => call(`${url}/sandbox/payments/${paymentId}/${verb}`),
  handle: (connector, verb) => call(`${url}/sandbox/chargers/${connector.map(encodeURIComponent).join('/')}/${verb}`),
});
