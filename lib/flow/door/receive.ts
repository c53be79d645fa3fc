import { ack } from '../../beckn/ack.ts';
import type { Action } from '../../beckn/actions.ts';
import { decode, isOfNetwork } from '../../beckn/codec.ts';
import { inspect } from '../../beckn/inspect.ts';
import type { Context, Request } from '../../beckn/message.ts';
import { RequestRefused } from '../../beckn/request-refused.ts';
import { SignatureRefused } from '../../beckn/signing/refused.ts';
import { digestOf } from '../../beckn/signing/signing-string.ts';
import { limits } from '../limits.ts';
import { nameOf } from '../order/order-id.ts';
import type { Accepted } from '../ports/accepted.ts';
import type { Queue } from '../ports/queue.ts';
import type { Subscriber } from '../ports/registry.ts';
import { type Answer, Defect, FormRefused, GatewayRefused, refusal } from './answer.ts';
import type { Recent } from './recent.ts';
import type { Records, Signatures } from './signatures.ts';

/** What came over HTTP, byte for byte. */
export interface Arrival {
  readonly action: Action;
  readonly body: Uint8Array;
  readonly contentType?: string;
  readonly contentEncoding?: string;
  readonly authorization?: string;
  /** The signature of a gateway that passed the request on. */
  readonly gatewayAuthorization?: string;
}

export interface Receiving {
  readonly signatures: Signatures;
  readonly queue: Queue<Accepted>;
  readonly recent: Recent;
  readonly self: { readonly id: string; readonly aliases: readonly string[] };
  /** Whether such a request may be for any provider: what was signed for nobody in particular can be sent to everybody. */
  readonly mayOmitProvider: (action: Action) => boolean;
  /** Whether a callback URL is the registered one or lies under it, and may be called at all. */
  readonly mayCall: (registered: string, claimed: string) => boolean;
  /** Whether a buyer platform is trusted to collect payments. */
  readonly mayCollect: (sender: Subscriber) => boolean;
  readonly now: () => Date;
  readonly newId: () => string;
}

/** Lets a request in or says why not. An ACK is given only after the queue took it. */
export async function receive(arrival: Arrival, ports: Receiving): Promise<Answer> {
  try {
    checkForm(arrival);
    const signers = await verifySigners(arrival, ports);
    const decoded = read(arrival, ports.now());
    const sender = senderOf(decoded, signers);
    checkAddresses(decoded, sender, ports);
    checkName(decoded);
    const request = ports.mayCollect(sender) ? fromCollector(decoded) : decoded;
    const digest = digestOf(arrival.body);
    const name = [sender.id, arrival.action, request.context.messageId, digest].join(' ');
    await ports.recent.once(name, () =>
      ports.queue.send({
        kind: 'request',
        subject: subjectOf(request.context),
        body: { delivery: ports.newId(), digest, request },
        group: sender.id,
      }),
    );
    return { status: 200, headers: {}, body: ack(), accepted: request.context };
  } catch (error) {
    return refusal(error, ports.self.id);
  }
}

/** Trust is looked up here, once, and goes with the message into the history: what follows from it later is the same. */
const fromCollector = ({ context, ...body }: Request): Request => ({
  ...body,
  context: { ...context, buyer: { ...context.buyer, collects: true } },
});

const subjectOf = ({ action, transactionId, messageId }: Context) => ({ action, transactionId, messageId });

function checkForm({ action, body, contentType, contentEncoding }: Arrival): void {
  if (contentEncoding !== undefined && contentEncoding !== 'identity')
    throw new FormRefused(415, 'a body without Content-Encoding was expected');
  if (contentType?.split(';', 1)[0]?.trim().toLowerCase() !== 'application/json')
    throw new FormRefused(415, 'Content-Type: application/json was expected');
  if (body.length > sizeLimit(action)) throw new FormRefused(413, `at most ${sizeLimit(action)} bytes were expected`);
}

const sizeLimit = (action: Action) => (action === 'search' ? limits.searchBodyBytes : limits.bodyBytes);

interface Signers {
  readonly gateway?: Records;
  readonly buyer: Records;
}

async function verifySigners(
  { body, authorization, gatewayAuthorization }: Arrival,
  { signatures }: Receiving,
): Promise<Signers> {
  if (gatewayAuthorization === undefined) return { buyer: await signatures.verify(authorization, body, ['BAP']) };
  const gateway = await signatures.verify(gatewayAuthorization, body, ['BG']).catch((error: unknown) => {
    throw error instanceof SignatureRefused ? new GatewayRefused(error.message, { cause: error }) : error;
  });
  return { gateway, buyer: await signatures.verify(authorization, body, ['BAP']) };
}

/** The record by which the buyer takes part in the network of the request. */
function senderOf({ context }: Request, { gateway, buyer }: Signers): Subscriber {
  const fitting = (records: Records) => records.find(({ domain }) => isOfNetwork(domain, context));
  if (gateway !== undefined && fitting(gateway) === undefined)
    throw new GatewayRefused(new SignatureRefused('network-unfit').message);
  const sender = fitting(buyer);
  if (sender === undefined) throw new SignatureRefused('network-unfit');
  return sender;
}

function read({ action, body }: Arrival, now: Date): Request {
  try {
    return decode(action, inspect(body, sizeLimit(action)), now);
  } catch (error) {
    if (error instanceof RequestRefused) throw error;
    throw new Defect('a request of another form was expected: this one cannot be read', { cause: error });
  }
}

/** Orders are kept, found and told to partners under this name, none of whom takes much more than a thousand bytes. */
function checkName({ context: { buyer, transactionId } }: Request): void {
  if (Buffer.byteLength(nameOf({ buyerId: buyer.id, transactionId })) > limits.nameBytes)
    throw new RequestRefused({
      path: 'context.transaction_id',
      expected: `a text that has, with bap_id, at most ${limits.nameBytes} bytes`,
    });
}

function checkAddresses(
  { action, context }: Request,
  sender: Subscriber,
  { self, mayOmitProvider, mayCall }: Receiving,
): void {
  if (context.buyer.id !== sender.id) throw new SignatureRefused('sender-mismatch');
  const provider = context.received.bpp_id;
  const isOurs =
    provider === undefined ? mayOmitProvider(action) : [self.id, ...self.aliases].includes(String(provider));
  if (!isOurs) throw new RequestRefused({ path: 'context.bpp_id', expected: self.id });
  if (!mayCall(sender.url, context.buyer.uri))
    throw new RequestRefused({
      path: 'context.bap_uri',
      expected: 'the URL that the registry has for this subscriber, or one under it',
    });
}
