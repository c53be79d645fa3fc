import { actions, isAction, type ReplyAction } from '../../beckn/actions.ts';
import { codeOf, encode } from '../../beckn/codec.ts';
import type { Context, ProtocolError, Reply, ReplyBody } from '../../beckn/message.ts';
import type { Order } from '../../domain/business.ts';
import type { Refusal } from '../../language/refusal.ts';
import type { Shown } from '../../language/shown.ts';
import { limits } from '../limits.ts';
import type { Callback } from '../ports/callbacks.ts';
import type { Outgoing } from '../ports/parcel.ts';

/** Who speaks, and the clock that it has: the time of the protocol, not of the business. */
export interface Self {
  readonly id: string;
  readonly url: string;
  now(): number;
}

/** Writes a reply to a request as a callback for its sender. `asOf` is when it was so: what is told later has a later time, whichever arrives first. */
export const callbackFor = (context: Context, body: ReplyBody, self: Self, asOf: number): Outgoing<Callback> =>
  unsolicited(context, context.messageId, body, self, asOf);

/** Writes what nobody asked for: a new message id, the same for the same event. */
export const unsolicited = (
  context: Context,
  messageId: string,
  body: ReplyBody,
  self: Self,
  asOf: number,
): Outgoing<Callback> => write({ ...body, context, messageId, timestamp: instant(asOf) }, self);

/** Whether a reply can travel: what is larger is cut before. */
export const fits = (context: Context, body: ReplyBody, self: Self): boolean =>
  Buffer.byteLength(callbackFor(context, body, self, self.now()).body.body) <= limits.callbackBytes;

export const errorFor = (context: Context, error: ProtocolError, self: Self, asOf: number): Outgoing<Callback> =>
  write({ action: replyTo(context), error, context, messageId: context.messageId, timestamp: instant(asOf) }, self);

export const refusalFor = (context: Context, refusal: Refusal, self: Self, asOf: number): Outgoing<Callback> =>
  errorFor(context, { code: codeOf(context, refusal.reason), message: refusal.message }, self, asOf);

const instant = (at: number): string => new Date(at).toISOString();

export function replyTo({ action }: Context) {
  if (!isAction(action)) throw new Error(`nothing answers ${action}`);
  return actions[action].reply;
}

/** Replies that show the order. */
export type OrderReply = Extract<ReplyBody, { readonly order: Shown }>['action'];

const orderReplies: readonly ReplyAction[] = [
  'on_select',
  'on_init',
  'on_confirm',
  'on_status',
  'on_update',
  'on_cancel',
] satisfies readonly OrderReply[];

export const isOrderReply = (action: ReplyAction): action is OrderReply => orderReplies.includes(action);

/** An order that has just been changed, and so can be seen. */
export function showOrder(order: Order): Shown {
  const shown = order.shown();
  if (shown === undefined) throw new Error('there is no order to show');
  return shown;
}

function write(reply: Reply, self: Self): Outgoing<Callback> {
  const { context, messageId, action } = reply;
  const { transactionId, buyer } = context;
  return {
    kind: 'callback',
    subject: { action, transactionId, messageId },
    group: buyer.id,
    body: {
      receiver: buyer.id,
      url: buyer.uri,
      action,
      transactionId,
      messageId,
      body: JSON.stringify(encode(reply, { id: self.id, uri: self.url })),
    },
  };
}
