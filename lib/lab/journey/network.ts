import * as z from 'zod';
import { Exchange } from './wire.ts';

/** A network as its contract describes it: a base URL, and what may be asked below it. */
export interface Network {
  readonly base: string;
  send(action: string, message: object, transactionId: string): Promise<Sent>;
  exchanges(transactionId: string): Promise<readonly Exchange[]>;
  pay(paymentId: string): Promise<void>;
  /** What hands do at a charger. */
  handle(connector: Connector, verb: ChargerVerb): Promise<void>;
  now(): Promise<Date>;
  advance(milliseconds: number): Promise<Date>;
  /** HTTP status of a page. */
  open(url: string): Promise<number>;
}

export interface Connector {
  readonly providerId: string;
  readonly itemId: string;
  readonly fulfillmentId: string;
}

export type ChargerVerb = 'plug' | 'unplug' | 'fault' | 'clear';

const Sent = z.object({
  message_id: z.string(),
  ack: z.object({ status: z.string() }).nullable(),
  error: z.object({ code: z.string(), message: z.string() }).partial().optional(),
});
export type Sent = z.infer<typeof Sent>;

const Transaction = z.object({ messages: z.array(Exchange) });
const Clock = z.object({ now: z.coerce.date() });

const ANSWER_MILLISECONDS = 60_000;

export function networkAt(base: string): Network {
  const root = base.replace(/\/+$/, '');

  return {
    base: root,
    send: async (action, message, transactionId) =>
      Sent.parse(await call('POST', `/bap/send/${action}`, { context: { transaction_id: transactionId }, message })),
    exchanges: async (transactionId) =>
      Transaction.parse(await call('GET', `/bap/transactions/${transactionId}`)).messages,
    pay: async (paymentId) => {
      await call('POST', `/sandbox/payments/${encodeURIComponent(paymentId)}/pay`);
    },
    handle: async ({ providerId, itemId, fulfillmentId }, verb) => {
      const path = [providerId, itemId, fulfillmentId].map(encodeURIComponent).join('/');
      await call('POST', `/sandbox/chargers/${path}/${verb}`);
    },
    now: async () => Clock.parse(await call('GET', '/clock')).now,
    async advance(milliseconds) {
      const begun = Clock.parse(await call('GET', '/clock')).now.getTime();
      const target = begun + Math.ceil(milliseconds / 1000) * 1000;
      // A clock with much to hand over may stop on the way and wants to be asked for the rest.
      for (let now = begun; ; ) {
        const by = `PT${Math.ceil((target - now) / 1000)}S`;
        const moved = Clock.parse(await call('POST', '/clock/advance', { by })).now;
        if (moved.getTime() >= target) return moved;
        now = moved.getTime();
      }
    },
    open: async (url) => (await fetch(url, { signal: AbortSignal.timeout(ANSWER_MILLISECONDS) })).status,
  };

  async function call(method: string, path: string, body?: object): Promise<unknown> {
    const response = await fetch(root + path, {
      method,
      signal: AbortSignal.timeout(ANSWER_MILLISECONDS),
      ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text.slice(0, 500)}`);
    return text === '' ? undefined : JSON.parse(text);
  }
}
