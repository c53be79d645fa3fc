import type { Network } from '../../../lib/lab/journey/network.ts';
import type { Exchange } from '../../../lib/lab/journey/wire.ts';

/** A network that answers each request with the body that its script has for it, and notes what hands did. */
export function scriptedNetwork(replies: Readonly<Record<string, object>>) {
  const exchanges: Exchange[] = [];
  const done: string[] = [];
  const clock = { ahead: 0 };
  const network: Network = {
    base: 'http://scripted.test',
    async send(action) {
      done.push(action);
      const message_id = `${action}-${exchanges.length}`;
      const body = replies[action];
      if (body !== undefined) receive(`on_${action}`, body, message_id);
      return { message_id, ack: { status: 'ACK' } };
    },
    exchanges: async () => exchanges,
    pay: async (id) => void done.push(`pay ${id}`),
    handle: async (_, verb) => void done.push(verb),
    now: async () => new Date(Date.now() + clock.ahead),
    async advance(milliseconds) {
      clock.ahead += milliseconds;
      return this.now();
    },
    open: async () => 200,
  };
  return { network, done, clock, receive };

  function receive(action: string, message: object, message_id = `unasked-${exchanges.length}`) {
    const time = new Date(exchanges.length).toISOString();
    exchanges.push({ time, direction: 'received', action, message_id, verdict: 'ACK', message });
  }
}

export const order = (state: string, price: string, lines: readonly string[], others: object = {}) => ({
  message: {
    order: {
      id: 'order-1',
      provider: { id: 'chargezone.in' },
      items: [{ id: 'energy' }],
      fulfillments: [{ id: '1', state: { descriptor: { code: state } } }],
      quote: {
        price: { value: price, currency: 'INR' },
        breakup: lines.map((value) => ({ title: 'line', price: { value, currency: 'INR' } })),
      },
      ...others,
    },
  },
});
