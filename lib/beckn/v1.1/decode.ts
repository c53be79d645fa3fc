import * as z from 'zod';
import type { Action } from '../actions.ts';
import type { Request, RequestBody } from '../message.ts';
import { readContext } from './read/context.ts';
import { list, optional, required } from './read/leaf.ts';
import { Order } from './read/order.ts';
import { parse } from './read/parse.ts';
import { Intent } from './read/search.ts';
import { Email, Id, Name, Phone, Word } from './read/text.ts';
import { Descriptor } from './read/words.ts';

export function decode(action: Action, body: unknown, now: Date): Request {
  const { context, message } = parse(Envelope, body, 'body');
  return { context: readContext(action, context, now), ...parse(messages[action], message, 'message') };
}

const Envelope = z.object({ context: z.unknown().optional(), message: z.unknown().optional() });

const Search = z
  .object({ intent: Intent.nullish() })
  .transform(({ intent }): RequestBody => ({ action: 'search', query: intent ?? { labels: [] } }));

const Select = z.object({ order: Order }).transform(({ order }, context): RequestBody => {
  if (order.providerId === undefined) refuse(context, 'order.provider.id', Id.expected);
  return { action: 'select', order };
});

const Init = z.object({ order: Order }).transform(({ order }): RequestBody => ({ action: 'init', order }));

const Confirm = z.object({ order: Order }).transform(({ order }): RequestBody => ({ action: 'confirm', order }));

const Update = z.object({ update_target: required(Name), order_id: optional(Id), order: Order }).transform(
  ({ update_target: target, order_id, order }): RequestBody => ({
    action: 'update',
    target,
    order: { ...order, id: order.id ?? order_id },
  }),
);

const orderIds = { order_id: optional(Id), order: z.object({ id: optional(Id), order_id: optional(Id) }).nullish() };

const ofOrder = (action: 'status' | 'track') =>
  z
    .object(orderIds)
    .transform((message, context): RequestBody => ({ action, orderId: requiredOrderId(message, context) }));

const reason = { cancellation_reason_id: optional(Id), descriptor: Descriptor.nullish() };

/** DENT puts into an order what the core has in the message itself. */
const Cancel = z
  .object({
    ...orderIds,
    ...reason,
    order: z.object({ id: optional(Id), order_id: optional(Id), ...reason }).nullish(),
  })
  .transform((message, context): RequestBody => {
    const descriptor = message.descriptor ?? message.order?.descriptor;
    return {
      action: 'cancel',
      orderId: requiredOrderId(message, context),
      reasonId: message.cancellation_reason_id ?? message.order?.cancellation_reason_id,
      description: descriptor?.short_desc ?? descriptor?.name ?? descriptor?.code,
    };
  });

/** An order has four things to be rated: who rates more at once fills histories. */
const MOST_RATINGS = 10;

const RatingWire = z
  .object({ id: required(Id), rating_category: required(Word), value: required(Word) })
  .transform(({ id, rating_category: category, value }) => ({ id, category, value }));

const Rating = z.object({ ratings: list(RatingWire, MOST_RATINGS) }).transform(({ ratings }, context): RequestBody => {
  if (ratings.length === 0) refuse(context, 'ratings', 'at least one rating');
  return { action: 'rating', ratings };
});

const reference = { ref_id: optional(Id), order_id: optional(Id), phone: optional(Phone), email: optional(Email) };

const Support = z
  .object({ ...reference, support: z.object({ ...reference, callback_phone: optional(Phone) }).nullish() })
  .transform(({ support, ...beside }): RequestBody => {
    const orderId = support?.order_id ?? beside.order_id;
    const refId = support?.ref_id ?? beside.ref_id;
    return {
      action: 'support',
      reference: {
        form: orderId !== undefined && refId === undefined ? 'order_id' : 'ref_id',
        id: refId ?? orderId,
        phone: support?.phone ?? support?.callback_phone ?? beside.phone,
        email: support?.email ?? beside.email,
      },
    };
  });

/** The meta API's questions have no message. */
const question = (action: 'get_cancellation_reasons' | 'get_rating_categories') =>
  z.unknown().transform((): RequestBody => ({ action }));

const messages = {
  search: Search,
  select: Select,
  init: Init,
  confirm: Confirm,
  status: ofOrder('status'),
  track: ofOrder('track'),
  update: Update,
  cancel: Cancel,
  rating: Rating,
  support: Support,
  get_cancellation_reasons: question('get_cancellation_reasons'),
  get_rating_categories: question('get_rating_categories'),
} as const satisfies Record<Action, z.ZodType<RequestBody>>;

interface OrderIds {
  readonly order_id?: string;
  readonly order?: { readonly id?: string; readonly order_id?: string } | null;
}

function requiredOrderId({ order_id, order }: OrderIds, context: z.RefinementCtx): string {
  const id = order_id ?? order?.order_id ?? order?.id;
  if (id === undefined) refuse(context, 'order_id', Id.expected);
  return id ?? '';
}

const refuse = (context: z.RefinementCtx, path: string, message: string): void =>
  context.addIssue({ code: 'custom', path: path.split('.'), message });
