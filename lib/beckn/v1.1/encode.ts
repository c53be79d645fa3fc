import type { ProtocolError, Reply, ReplyBody, SupportReference, Tracking } from '../message.ts';
import { writeContext } from './write/context.ts';
import { writeGps } from './write/location.ts';
import { writeOrder } from './write/order.ts';
import { writeCatalog, writeOffered } from './write/provider.ts';

export function encode(reply: Reply, provider: { readonly id: string; readonly uri: string }): object {
  const context = writeContext(reply, provider);
  if (!('error' in reply)) return { context, message: writeMessage(reply) };
  return { context, message: emptyMessages.get(reply.action), error: writeError(reply.error) };
}

/** The schema requires a message of these callbacks even beside an error. */
const emptyMessages: ReadonlyMap<string, object> = new Map([
  ['on_rating', {}],
  ['cancellation_reasons', { cancellation_reasons: [] }],
  ['rating_categories', { rating_categories: [], return_reasons: [] }],
]);

function writeMessage(reply: ReplyBody): object {
  switch (reply.action) {
    case 'on_search':
      return { catalog: writeCatalog(reply.found) };
    case 'on_select':
      return { order: 'offered' in reply ? writeOffered(reply.offered) : writeOrder(reply.order) };
    case 'on_init':
    case 'on_confirm':
    case 'on_status':
    case 'on_update':
    case 'on_cancel':
      return { order: writeOrder(reply.order) };
    case 'on_track':
      return { tracking: writeTracking(reply.tracking) };
    case 'on_rating':
      return { feedback_form: { form: { url: reply.feedbackForm.url, mime_type: 'text/html' }, required: false } };
    case 'on_support':
      return { support: writeSupport(reply.support) };
    case 'cancellation_reasons':
      return { cancellation_reasons: reply.reasons.map(writeReason) };
    case 'rating_categories':
      // meta.yaml requires `return_reasons` of /rating_categories, a slip for the list itself.
      return { rating_categories: reply.categories, return_reasons: [] };
    default:
      return reply satisfies never;
  }
}

const writeTracking = ({ id, url, active, gps }: Tracking) => ({
  id,
  url,
  status: active ? 'active' : 'inactive',
  location: gps && { gps: writeGps(gps) },
});

type Support = Extract<ReplyBody, { action: 'on_support' }>['support'];

const writeSupport = ({ reference, ticketId, phone, email, url }: Support) => ({
  ...writeReference(reference, ticketId),
  phone,
  email,
  url,
});

/** A ticket that is not named cannot be followed. Who asked by an order id finds that beside it. */
const writeReference = ({ form, id }: SupportReference, ticketId: string) => ({
  order_id: form === 'order_id' ? id : undefined,
  ref_id: ticketId,
});

const writeReason = ({ id, code, description }: { id: string; code: string; description: string }) => ({
  id,
  descriptor: { code, short_desc: description },
});

const writeError = ({ code, message, path }: ProtocolError) => ({ code, message, paths: path });
