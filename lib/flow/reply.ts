import { type Action, actions, isAction } from '../beckn/actions.ts';
import { encode } from '../beckn/codec.ts';
import type { Context, ProtocolError, Reply, ReplyBody } from '../beckn/message.ts';
import type { Refusal } from '../domain/order/refusal.ts';
import { codes } from './codes.ts';
import type { Callback, Outgoing } from './ports.ts';

/** Who speaks, and the time that it speaks at: protocol time, not business time. */
export interface Self {
  readonly id: string;
  readonly url: string;
  now(): string;
}

/** Writes a reply to a request as a callback for its sender. */
export const callbackFor = (context: Context, body: ReplyBody, self: Self): Outgoing<Callback> =>
  write({ ...body, context, messageId: context.messageId, timestamp: self.now() }, self);

/** Writes what nobody asked for: a new message id, the same for the same event. */
export const unsolicited = (context: Context, messageId: string, body: ReplyBody, self: Self): Outgoing<Callback> =>
  write({ ...body, context, messageId, timestamp: self.now() }, self);

export const errorFor = (context: Context, error: ProtocolError, self: Self): Outgoing<Callback> =>
  write({ action: replyTo(context), error, context, messageId: context.messageId, timestamp: self.now() }, self);

export const refusalFor = (context: Context, refusal: Refusal, self: Self): Outgoing<Callback> =>
  errorFor(context, { code: codes[refusal.reason], message: refusal.message }, self);

export function replyTo({ action }: Context) {
  if (!isAction(action)) throw new Error(`nothing answers ${action}`);
  return actions[action satisfies Action].reply;
}

function write(reply: Reply, self: Self): Outgoing<Callback> {
  const { context, messageId } = reply;
  return {
    group: context.buyer.id,
    body: {
      receiver: context.buyer.id,
      url: context.buyer.uri,
      action: reply.action,
      transactionId: context.transactionId,
      messageId,
      body: JSON.stringify(encode(reply, { id: self.id, uri: self.url })),
    },
  };
}
