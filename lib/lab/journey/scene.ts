import { randomInt, randomUUID } from 'node:crypto';
import { expect } from './expectation.ts';
import { type Inbox, openInbox } from './inbox.ts';
import type { ChargerVerb, Connector, Network } from './network.ts';
import { arrow, aside, type Print, tell } from './telling.ts';
import { type Body, type Exchange, hasEnded, type Order, type Refusal, readEnvelope } from './wire.ts';

/** What a story knows while it is played: one transaction of one buyer, and what came of it so far. */
export interface Scene {
  readonly network: Network;
  readonly print: Print;
  readonly customer: { readonly name: string; readonly phone: string; readonly email: string };
  /** The order as the provider last described it. */
  order?: Order;
  connector?: Connector;
  /** When the booked window begins, for who booked one. */
  begins?: Date;
  /** Business time that this story has let pass, in milliseconds. */
  passed: number;
  /** What has been done at the charger and must be undone at the end, whatever happens. */
  readonly toUndo: Map<ChargerVerb, () => Promise<unknown>>;
  /** Sends a request and waits for the callback that answers it. */
  ask(action: string, reply: string, message: object, inWords?: string): Promise<Answer>;
  /** Waits for a callback that nobody asked for. */
  hear(action: string, about: string, fits: (body: Body) => boolean): Promise<Body>;
  readonly listen: Inbox['listen'];
  /** Sends and leaves it at that. */
  send(action: string, message: object): Promise<void>;
}

export interface Answer {
  readonly body: Body;
  readonly refusal?: Refusal;
}

const PATIENCE_MILLISECONDS = 45_000;
/** After an order has ended little is to come. */
const LAST_PATIENCE_MILLISECONDS = 10_000;

export function openScene(network: Network, print: Print): Scene {
  const transactionId = randomUUID();
  const inbox = openInbox(network, transactionId, (exchange) => {
    print(arrow('provider', 'buyer', exchange.action, tell(exchange)), exchange.verdict === 'ACK' ? 'plain' : 'bad');
    const { order } = readEnvelope(exchange).data?.message ?? {};
    if (order !== undefined && !isOlder(order, scene.order)) scene.order = order;
  });
  const patience = () => (hasEnded(scene.order) ? LAST_PATIENCE_MILLISECONDS : PATIENCE_MILLISECONDS);

  const scene: Scene = {
    network,
    print,
    customer: { name: 'Asha Rao', phone: `+91-98${randomInt(1e7, 1e8)}`, email: 'asha.rao@example.com' },
    passed: 0,
    toUndo: new Map(),
    listen: inbox.listen,

    async ask(action, reply, message, inWords = action) {
      const id = await send(action, message, inWords, reply);
      const isReply = (exchange: Exchange) => exchange.action === reply && exchange.message_id === id;
      return read(await inbox.take(reply, isReply, patience));
    },

    async hear(action, about, fits) {
      const isIt = (exchange: Exchange) => {
        const envelope = readEnvelope(exchange);
        return exchange.action === action && envelope.success && fits(envelope.data.message ?? {});
      };
      if (!(await inbox.has(isIt))) print(aside(`waits for ${action} ${about}`), 'quiet');
      return read(await inbox.take(`${action} ${about}`, isIt, patience)).body;
    },

    async send(action, message) {
      await send(action, message);
    },
  };
  return scene;

  async function send(action: string, message: object, inWords = action, reply?: string): Promise<string> {
    const { ack, error, message_id } = await network.send(action, message, transactionId);
    const status = ack?.status ?? 'no ack';
    const waits = reply === undefined ? '' : `waits for ${reply}`;
    print(arrow('buyer', 'provider', inWords, `${status}  ${waits}`), 'plain');
    expect(status === 'ACK', `an ACK for ${action}`, `it is ${status} ${error?.code ?? ''} ${error?.message ?? ''}`);
    return message_id;
  }
}

/** Callbacks may overtake each other. */
const isOlder = (order: Order, known: Order | undefined): boolean =>
  order.updated_at !== undefined &&
  known?.updated_at !== undefined &&
  Date.parse(order.updated_at) < Date.parse(known.updated_at);

function read(exchange: Exchange): Answer {
  expect(exchange.verdict === 'ACK', `a valid ${exchange.action}`, `the buyer refused it: ${exchange.reason}`);
  const envelope = readEnvelope(exchange);
  expect(envelope.success, `a well-formed ${exchange.action}`, `it has ${envelope.error?.message}`);
  const { message = {}, error } = envelope.data;
  return { body: message, refusal: error };
}
